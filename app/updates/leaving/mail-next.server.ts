/** Makes an update's next mails: its people in the order of their keys, each looked at as they have their turn. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { readers } from "../../signatures/retention/readers.ts";
import { mayGo, post } from "./post-mails.server.ts";

/** Signatures looked through in one step, whoever wants news among them: it is over in a few milliseconds. */
const LOOKED_THROUGH = 5_000;

/**
 * Of keys as long as these no other begins with the same eight bytes. So how far it has come is kept without a signer's
 * key, which would outlive what else is kept of them.
 */
const behind = (key: Buffer) => Buffer.concat([key.subarray(0, 8), Buffer.alloc(8, 0xff)]);

/**
 * Those who come next, at most `count`. The cursor moves in the transaction in which the mails are
 * made, so that whatever ends the process, nobody is passed over and nobody comes twice.
 * @param update locked
 * @returns how many mails were made
 */
export async function mailNext(
  tx: Db,
  update: Row<"supporter_update">,
  count: number,
  now: Date,
): Promise<number> {
  const { id } = update;
  const people = sql`(select * from wanting order by signer_key limit ${count})`;
  const { rows } = await sql<{ mails: number; limited: number; passed: Buffer | null }>`
    with page as materialized (
      select s.signer_key, s.person, s.key_version, s.locale, s.confirmed_at, ${mayGo("s", update)} as wants
        from ${readers} s where s.signer_key > ${update.passed ?? Buffer.alloc(0)}
       order by s.signer_key, s.demand_id limit ${LOOKED_THROUGH}
    ), last as materialized (
      -- of the last one there may be more signatures; then their turn is next time
      select signer_key from page where (select count(*) from page) = ${LOOKED_THROUGH}
       order by signer_key desc limit 1
    ), wanting as (
      select distinct on (signer_key) signer_key, person, key_version, locale from page
       where wants and not exists (select from last where last.signer_key = page.signer_key)
         -- where signers were named anew it begins again
         and not exists (select from supporter_mail had
                          where had.signer_key = page.signer_key and had.update_id = ${id}::int)
       order by signer_key, confirmed_at desc
    ), ${post(people, update, count, now)}, kept as (
      insert into supporter_mail (signer_key, update_id, mail_id, state, mailed_at)
      select signer_key, ${id}::int, mail_id, 'queued', ${now}::timestamptz from mailed
       order by signer_key
    )
    select (select count(*)::int from mailed) as mails,
           (select count(*)::int from chosen where limited and not barred) as limited,
           case when (select count(*) from chosen) = ${count}
                then (select signer_key from chosen order by signer_key desc limit 1)
                else (select signer_key from page where signer_key < (select signer_key from last)
                       order by signer_key desc limit 1) end as passed`.execute(tx);
  const { passed, mails, limited } = rows[0]!;
  await tx
    .updateTable("supporter_update")
    .set((eb) => ({
      limited: eb("limited", "+", limited),
      ...(passed ? { passed: behind(passed) } : { all_passed: true, passed: null }),
    }))
    .where("id", "=", id)
    .execute();
  return mails;
}
