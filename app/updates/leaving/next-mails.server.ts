/** Makes an update's next mails: its people in the order of their keys, each looked at as they have their turn. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";
import { enqueueUpdateMails, isBarred } from "#emails/update-mails.ts";

import { hadAnother, wantsNews } from "../people.server.ts";

type UpdateRow = Row<"supporter_update">;

/** Signatures looked through in one step, whoever wants news among them: it is over in a few milliseconds. */
const LOOKED_THROUGH = 5_000;

/** Each person's latest signature that an update may go to. @param s names the signature */
const mayGo = (s: string, { demand_ids, begun_at }: UpdateRow) =>
  sql`${wantsNews(s, sql`${demand_ids}::int[]`)} and ${sql.ref(`${s}.confirmed_at`)} <= ${begun_at}`;

/** Steps `chosen`, `mailed` and `posted`: who really gets one, and the mails. @param people rows of `signature` */
const post = (people: RawBuilder<unknown>, update: UpdateRow, count: number, now: Date) => sql`
  chosen as materialized (
    select p.*, ${isBarred("p.signer_key", now)} as barred,
           ${update.override_reason === null ? hadAnother("p.signer_key", update.id, now) : sql`false`} as limited
      from ${people} p
  ), mailed as materialized (
    select c.signer_key, c.person, c.key_version, c.locale, m.mail_id
      from (select *, row_number() over (order by signer_key) as turn
              from chosen where not barred and not limited) c
      join unnest(${Array.from({ length: count }, () => uuidv7(now))}::uuid[])
           with ordinality as m (mail_id, turn) on m.turn = c.turn
  ), posted as (
    ${enqueueUpdateMails(sql`mailed r`, update.id, now)}
  )`;

interface Posted {
  /** Mails that were made. */
  mails: number;
  /** People left out, for they had another update lately. */
  limited: number;
}

/**
 * Those who come next, at most `count`. The cursor moves in the transaction in which the mails are
 * made, so that whatever ends the process, nobody is passed over and nobody comes twice.
 * @param update locked
 */
export async function mailNext(
  tx: Db,
  update: UpdateRow,
  count: number,
  now: Date,
): Promise<Posted> {
  const { id } = update;
  const people = sql`(select * from wanting order by signer_key limit ${count})`;
  const { rows } = await sql<Posted & { passed: Buffer | null }>`
    with page as materialized (
      select s.signer_key, s.person, s.key_version, s.locale, s.confirmed_at, ${mayGo("s", update)} as wants
        from signature s where s.signer_key > ${update.passed ?? Buffer.alloc(0)}
       order by s.signer_key, s.demand_id limit ${LOOKED_THROUGH}
    ), last as materialized (
      -- of the last one there may be more signatures; then their turn is next time
      select signer_key from page where (select count(*) from page) = ${LOOKED_THROUGH}
       order by signer_key desc limit 1
    ), wanting as (
      select distinct on (signer_key) signer_key, person, key_version, locale from page
       where wants and not exists (select from last where last.signer_key = page.signer_key)
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
      ...(passed ? { passed } : { all_passed: true }),
    }))
    .where("id", "=", id)
    .execute();
  return { mails, limited };
}

/**
 * Those whose mails were taken back, at most `count`: who wants no news any more waits no more.
 * @param update locked
 * @returns how many had their turn
 */
export async function mailAnew(
  tx: Db,
  update: UpdateRow,
  count: number,
  now: Date,
): Promise<number> {
  const { id } = update;
  const people = sql`(
    select distinct on (s.signer_key) s.signer_key, s.person, s.key_version, s.locale
      from waiting w join signature s on s.signer_key = w.signer_key
     where ${mayGo("s", update)} order by s.signer_key, s.confirmed_at desc)`;
  const { rows } = await sql<{ turns: number; limited: number }>`
    with waiting as materialized (
      select signer_key from supporter_mail where update_id = ${id} and state = 'waiting'
       order by signer_key limit ${count} for update
    ), ${post(people, update, count, now)}, kept as (
      update supporter_mail c set mail_id = m.mail_id, state = 'queued', mailed_at = ${now}::timestamptz
        from mailed m where c.signer_key = m.signer_key and c.update_id = ${id}
    ), gone as (
      delete from supporter_mail c using waiting w
       where c.signer_key = w.signer_key and c.update_id = ${id}
         and not exists (select from mailed m where m.signer_key = w.signer_key)
    )
    select (select count(*)::int from waiting) as turns,
           (select count(*)::int from chosen where limited and not barred) as limited`.execute(tx);
  const { turns, limited } = rows[0]!;
  if (limited > 0)
    await tx
      .updateTable("supporter_update")
      .set((eb) => ({ limited: eb("limited", "+", limited) }))
      .where("id", "=", id)
      .execute();
  return turns;
}
