/** Addresses that take no mail for a time. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

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

/** Forgets those that are over; every night. */
export async function endSuppressions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("suppression").where("until", "<", now).execute();
}
