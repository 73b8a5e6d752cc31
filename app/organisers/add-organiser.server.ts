/** Makes, changes and removes organisers. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Role } from "#db/schema.ts";

import { type Keys, seal, signerKey } from "../keys.server.ts";
import { canonicalAddress } from "../signatures/address.ts";
import { writeAudit } from "./audit.server.ts";
import { setRole } from "./people/set-role.server.ts";

type Added =
  | { result: "added" | "changed" | "unchanged"; role: Role }
  /** The only owner cannot become less. */
  | { result: "last-owner" };

export const organiserKey = (keys: Keys, address: string): Buffer =>
  signerKey(keys, canonicalAddress(address));

/** Whether anybody can sign in at all. */
export async function hasOrganiser(db: Db): Promise<boolean> {
  return (await db.selectFrom("organiser").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Takes turns, so that there is one first owner and always one left. */
export async function lockOrganisers(tx: Transaction<Database>): Promise<void> {
  await sql`lock table organiser in share row exclusive mode`.execute(tx);
}

/**
 * Keeps an organiser from being removed before this transaction ends: what hangs on them is locked after
 * them, as it is when they go.
 */
export async function holdOrganiser(tx: Transaction<Database>, id: number): Promise<void> {
  await sql`select from organiser where id = ${id} for key share`.execute(tx);
}

/**
 * The first organiser is an owner whatever was asked for. An address that is known gets the role
 * asked for, and keeps its own when none was.
 * @param address as `readAddress` gave it
 */
export async function addOrganiser(
  db: Db,
  keys: Keys,
  address: string,
  role: Role | undefined,
  now: Date,
): Promise<Added> {
  const email_key = organiserKey(keys, address);
  return db.transaction().execute(async (tx) => {
    await lockOrganisers(tx);
    const all = await tx.selectFrom("organiser").select(["id", "email_key", "role"]).execute();
    const known = all.find((one) => one.email_key.equals(email_key));
    if (!known) {
      const given = all.length === 0 ? "owner" : (role ?? "organiser");
      await insertOrganiser(tx, keys, address, given, now);
      return { result: "added", role: given };
    }
    if (role === undefined || role === known.role) return { result: "unchanged", role: known.role };
    if (isOnlyOwner(all, known)) return { result: "last-owner" };
    await setRole(tx, known, role);
    const subject = `organiser ${known.id}`;
    const change = { action: "organiser.role", subject, before: known.role, after: role };
    await writeAudit(tx, null, change, now);
    return { result: "changed", role };
  });
}

/**
 * Whoever organises is invited no more.
 * @param by the owner who did it; null for the command line and the first start
 * @returns the new organiser's id; `tx` holds the lock of `lockOrganisers`
 */
export async function insertOrganiser(
  tx: Transaction<Database>,
  keys: Keys,
  address: string,
  role: Role,
  now: Date,
  by: number | null = null,
): Promise<number> {
  const email_key = organiserKey(keys, address);
  await tx.deleteFrom("organiser_invitation").where("email_key", "=", email_key).execute();
  const { bytes, keyVersion } = seal(keys, email_key, address);
  const { id } = await tx
    .insertInto("organiser")
    .values({ email_key, email: bytes, key_version: keyVersion, role, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const change = { action: "organiser.add", subject: `organiser ${id}`, after: role };
  await writeAudit(tx, by, change, now);
  return id;
}

/** Removes the address and every session; what was done stays in the audit log under the number. */
export async function removeOrganiser(
  db: Db,
  keys: Keys,
  address: string,
  now: Date,
): Promise<"removed" | "unknown" | "last-owner"> {
  const email_key = organiserKey(keys, address);
  return db.transaction().execute(async (tx) => {
    await lockOrganisers(tx);
    const all = await tx.selectFrom("organiser").select(["id", "email_key", "role"]).execute();
    const known = all.find((one) => one.email_key.equals(email_key));
    if (!known) return "unknown";
    if (isOnlyOwner(all, known)) return "last-owner";
    await tx.deleteFrom("organiser").where("id", "=", known.id).execute();
    const subject = `organiser ${known.id}`;
    await writeAudit(tx, null, { action: "organiser.remove", subject, before: known.role }, now);
    return "removed";
  });
}

/** Of all organisers, read under the lock of `lockOrganisers`. */
export function isOnlyOwner(
  all: readonly { id: number; role: Role }[],
  one: { id: number },
): boolean {
  const owners = all.filter(({ role }) => role === "owner");
  return owners.length === 1 && owners[0]!.id === one.id;
}
