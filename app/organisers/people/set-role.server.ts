/** What another role brings with it. */
import type { Transaction } from "kysely";

import type { Database, Role } from "#db/schema.ts";

import { isAtLeast } from "../organiser.ts";

/**
 * Running sessions have the new role with their next request. Who may more than before signs in anew, so
 * that no token of before opens it; who is an owner no more takes the invitations back that wait.
 * `tx` holds the lock of `lockOrganisers`.
 */
export async function setRole(
  tx: Transaction<Database>,
  organiser: { id: number; role: Role },
  role: Role,
): Promise<void> {
  const { id } = organiser;
  await tx.updateTable("organiser").set({ role }).where("id", "=", id).execute();
  if (!isAtLeast(organiser.role, role))
    await tx.deleteFrom("organiser_session").where("organiser_id", "=", id).execute();
  if (role !== "owner")
    await tx.deleteFrom("organiser_invitation").where("invited_by", "=", id).execute();
}
