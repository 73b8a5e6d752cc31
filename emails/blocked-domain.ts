/** Mail domains that no mail goes to, each with the reason that organisers gave. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

export type BlockedDomain = Row<"blocked_domain">;

/** No mail that a signer asks for goes there, or to any name below it, from now on. @returns whether it did */
export async function blockDomain(
  tx: Db,
  { domain, reason, setBy }: { domain: string; reason: string; setBy: number },
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("blocked_domain")
    .values({ domain, reason, set_by: setBy, set_at: now })
    .onConflict((conflict) => conflict.column("domain").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns its reason, or undefined where it is not blocked */
export async function unblockDomain(tx: Db, domain: string): Promise<string | undefined> {
  const row = await tx
    .deleteFrom("blocked_domain")
    .where("domain", "=", domain)
    .returning("reason")
    .executeTakeFirst();
  return row?.reason;
}

export async function listBlockedDomains(db: Db): Promise<BlockedDomain[]> {
  return db.selectFrom("blocked_domain").selectAll().orderBy("domain").limit(1_000).execute();
}
