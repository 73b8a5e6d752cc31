/** Makes mails anew for those whose first one was taken back. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { readers } from "../../signatures/retention/readers.ts";
import { mayGo, post } from "./post-mails.server.ts";

/**
 * Those whose mails were taken back, at most `count`: who wants no news any more waits no more.
 * @param update locked
 * @returns how many had their turn
 */
export async function mailAnew(
  tx: Db,
  update: Row<"supporter_update">,
  count: number,
  now: Date,
): Promise<number> {
  const { id } = update;
  const { rows } = await sql<{ turns: number; limited: number }>`
    with waiting as materialized (
      select * from (
        select signer_key from supporter_mail where update_id = ${id} and state = 'waiting'
         order by signer_key limit ${count} for update
      ) w
    ), people as (
      select distinct on (s.signer_key) s.signer_key, s.person, s.key_version, s.locale
        from waiting w join ${readers} s on s.signer_key = w.signer_key
       where ${mayGo("s", update)} order by s.signer_key, s.confirmed_at desc
    ), ${post(sql`people`, update, count, now)}, kept as (
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
