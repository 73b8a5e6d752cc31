/** Somebody organises no more: an owner removes them, or they leave. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { type Keys } from "../../keys.server.ts";
import type { Deed } from "../../words/deed.ts";
import { isOnlyOwner, lockOrganisers, organiserKey } from "../add-organiser.server.ts";
import { roleVersion } from "./person.server.ts";

/**
 * Takes the address, the passkeys and every session away. What they did stays in the audit log under
 * their number, and the letters that they wrote stay.
 * @param typed the person's address, typed to confirm it
 * @param saw the version of the role that was seen (`roleVersion`); whoever leaves needs none
 */
export async function removePerson(
  tx: Transaction<Database>,
  keys: Keys,
  id: number,
  { typed, saw, leaves }: { typed: string; saw?: string | undefined; leaves: boolean },
): Promise<Deed & { mistyped?: true }> {
  await lockOrganisers(tx);
  const all = await tx.selectFrom("organiser").select(["id", "email_key", "role"]).execute();
  const known = all.find((one) => one.id === id);
  if (!known) return { said: "person-gone" };
  if (!leaves && saw !== roleVersion(known)) return { said: "role-stale" };
  if (isOnlyOwner(all, known)) return { said: "last-owner" };
  if (!organiserKey(keys, typed).equals(known.email_key))
    return { said: "person-kept", mistyped: true };
  await tx.deleteFrom("organiser").where("id", "=", id).execute();
  const subject = `organiser ${id}`;
  const action = leaves ? "organiser.leave" : "organiser.remove";
  return {
    said: leaves ? "person-left" : "person-removed",
    changed: { action, subject, before: known.role },
  };
}
