/** Goes through all signers of whom anything is kept, a portion at a time. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { listRecipientsAfter } from "#emails/kept.ts";

/** Signers in one portion. */
const PORTION = 2_000;

/** Tables that name signers, and the column in which they do. */
const columns = [
  ["signing", "signer_key"],
  ["news_address", "signer_key"],
  ["invite", "signer_key"],
  ["invited", "signer_key"],
  ["own_letter", "signer_key"],
  ["exported_supporter", "signer_key"],
  ["supporter_mail", "signer_key"],
] as const;

export interface Signer {
  signerKey: Buffer;
  /** Demands that they have signed. */
  demands: number[];
}

/** In the order of their keys; who comes in between meanwhile may be passed over. */
export async function* listSigners(db: Db): AsyncGenerator<Signer[]> {
  let last: Buffer | undefined = Buffer.alloc(0);
  while (last) {
    const signers: Signer[] = await listAfter(db, last);
    if (signers.length > 0) yield signers;
    last = signers.length === PORTION ? signers.at(-1)!.signerKey : undefined;
  }
}

async function listAfter(db: Db, last: Buffer): Promise<Signer[]> {
  const { rows: signed } = await sql<Signer>`
    select signer_key as "signerKey", array_agg(demand_id) as demands from signature
     where signer_key > ${last} group by signer_key order by signer_key limit ${sql.lit(PORTION)}`.execute(
    db,
  );
  const found = new Map(signed.map((one) => [one.signerKey.toString("hex"), one]));
  for (const key of [
    ...(await listElsewhere(db, last)),
    ...(await listRecipientsAfter(db, last, PORTION)),
  ])
    if (!found.has(key.toString("hex")))
      found.set(key.toString("hex"), { signerKey: key, demands: [] });
  return [...found.values()]
    .sort((a, b) => Buffer.compare(a.signerKey, b.signerKey))
    .slice(0, PORTION);
}

async function listElsewhere(db: Db, last: Buffer): Promise<Buffer[]> {
  const parts = columns.map(
    ([table, column]) => sql`
      (select distinct ${sql.ref(column)} as key from ${sql.table(table)}
        where ${sql.ref(column)} > ${last} order by 1 limit ${sql.lit(PORTION)})`,
  );
  const { rows } = await sql<{ key: Buffer }>`
    ${sql.join(parts, sql` union `)} order by key limit ${sql.lit(PORTION)}`.execute(db);
  return rows.map(({ key }) => key);
}
