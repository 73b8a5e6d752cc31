/** What was invalidated before tells until when its links are spent. */
import { sql } from "kysely";

import type { Db } from "../connection.ts";
import { patiently } from "../partitions.ts";

/** Keys of signers are spread evenly, so each first byte stands for as many: who confirms one waits for few. */
const SLICES = 256;

export async function prepare(db: Db): Promise<void> {
  for (let first = 0; first < SLICES; first++) await patiently(() => tellSome(db, first), 10, 200);
}

async function tellSome(db: Db, first: number): Promise<void> {
  const below = first + 1 === SLICES ? sql`true` : sql`s.signer_key < ${Buffer.from([first + 1])}`;
  await db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '900ms'`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`
      with theirs as (
        select s.demand_id, s.signer_key, r.created_at
          from signature s join review r on r.id = s.review_id
         where s.set_aside = 'invalidated' and s.spent_until is null
           and s.signer_key >= ${Buffer.from([first])} and ${below}
         order by s.demand_id, s.signer_key for no key update of s
      )
      update signature s set spent_until = t.created_at
        from theirs t where t.demand_id = s.demand_id and t.signer_key = s.signer_key`.execute(tx);
  });
}

export const up = (): Promise<void> => Promise.resolve();
