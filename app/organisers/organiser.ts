/** An organiser: what each role may do. */
import type { Role } from "#db/schema.ts";

export const roles = ["owner", "organiser", "viewer"] as const satisfies readonly Role[];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

const rank: Record<Role, number> = { viewer: 0, organiser: 1, owner: 2 };

/** Whether a role may do what asks for at least another one. */
export const isAtLeast = (role: Role, atLeast: Role): boolean => rank[role] >= rank[atLeast];
