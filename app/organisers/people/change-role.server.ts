/** An owner gives somebody another role. */
import type { Transaction } from "kysely";

import type { Database, Role } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { isOnlyOwner, lockOrganisers } from "../add-organiser.server.ts";
import { isAtLeast } from "../organiser.ts";
import { roleVersion } from "./person.server.ts";
import { setRole } from "./set-role.server.ts";

/** @param saw the version of the role that was seen (`roleVersion`) */
export async function changeRole(
  tx: Transaction<Database>,
  id: number,
  role: Role,
  saw: string | undefined,
): Promise<Deed> {
  await lockOrganisers(tx);
  const all = await tx.selectFrom("organiser").select(["id", "role"]).execute();
  const known = all.find((one) => one.id === id);
  if (!known) return { said: "person-gone" };
  if (saw !== roleVersion(known)) return { said: "role-stale" };
  if (known.role === role) return { said: "role-same" };
  if (isOnlyOwner(all, known)) return { said: "last-owner" };
  await setRole(tx, known, role);
  return {
    said: isAtLeast(known.role, role) ? "role-lowered" : "role-raised",
    changed: {
      action: "organiser.role",
      subject: `organiser ${id}`,
      before: known.role,
      after: role,
    },
  };
}
