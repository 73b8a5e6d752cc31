/** Addresses that take no mail for a time. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

/** True in SQL of a signer to whom no mail may go. @param key a column with the signer's key */
export const isBarred = (key: string, now: Date): RawBuilder<boolean> => sql<boolean>`
  exists (select from suppression where signer_key = ${sql.ref(key)} and until > ${now})`;

/** For a `with`: the keys of all of them, to be joined with signatures that may lie on other machines. */
export const listBarred = (now: Date): RawBuilder<unknown> => sql`
  select signer_key from suppression where until > ${now}`;

/** No mail goes to this signer until then; a suppression that lasts longer stands. */
export async function suppress(
  tx: Db,
  signerKey: Buffer,
  reason: Row<"suppression">["reason"],
  until: Date,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("suppression")
    .values({ signer_key: signerKey, reason, until, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column("signer_key")
        .doUpdateSet({ reason, until, created_at: now })
        .where("suppression.until", "<", until),
    )
    .execute();
}

/** Forgets them, as whoever is meant wishes: mail may go there again. */
export async function endSuppressionsOf(tx: Db, signerKeys: readonly Buffer[]): Promise<void> {
  await sql`
    with theirs as (
      select signer_key from suppression where signer_key = any (${signerKeys}::bytea[])
       order by signer_key for update
    )
    delete from suppression s using theirs t where s.signer_key = t.signer_key`.execute(tx);
}

/** Forgets those that are over; every night. */
export async function endSuppressions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("suppression").where("until", "<", now).execute();
}
