/** Asked of each mail of an update right before it leaves: may it still, to this person? */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { SupporterUpdateState } from "#db/schema.ts";
import type { Stay } from "#emails/hearer.ts";
import { isBarred } from "#emails/suppression.ts";

import { readers } from "../../signatures/retention/readers.ts";
import { wantsNews } from "../people.server.ts";

/**
 * @returns those that have to stay, by the mail's id: `held` while the update is paused, `over` when it was
 * stopped for good, `outdated` when the person has withdrawn, was erased, wants no news any more, is not
 * counted or takes no mail
 */
export async function judgeMails(
  db: Db,
  mails: readonly string[],
  now: Date,
): Promise<Map<string, Stay>> {
  const { rows } = await sql<{ id: string; state: SupporterUpdateState; wanted: boolean }>`
    with asked as materialized (
      select c.mail_id, c.signer_key, u.state, u.demand_ids
        from supporter_mail c join supporter_update u on u.id = c.update_id
       where c.mail_id = any (${mails}::uuid[])
    ), wanted as (
      select a.mail_id
        from asked a
       cross join lateral (
         select s.signer_key from ${readers} s
          where s.signer_key = a.signer_key and ${wantsNews("s", sql`a.demand_ids`)}
          group by s.signer_key) s
    )
    select a.mail_id as id, a.state, a.mail_id in (select mail_id from wanted)
           and not ${isBarred("a.signer_key", now)} as wanted
      from asked a`.execute(db);
  const found = new Map(rows.map(({ id, ...facts }) => [id, facts]));
  const stays = new Map<string, Stay>();
  for (const id of mails) {
    const { state, wanted } = found.get(id) ?? { wanted: false };
    if (state === "cancelled") stays.set(id, "over");
    else if (state === "paused") stays.set(id, "held");
    else if (!wanted) stays.set(id, "outdated");
  }
  return stays;
}
