/** The steps that the statements share which make mails of an update: who really gets one, and the mails. */
import { type RawBuilder, sql } from "kysely";

import type { Row } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";
import { isBarred } from "#emails/suppression.ts";
import { enqueueUpdateMails } from "#emails/update-mails.ts";

import { hadAnother, wantsNews } from "../people.server.ts";

type UpdateRow = Row<"supporter_update">;

/** Each person's latest signature that an update may go to. @param s names the signature */
export const mayGo = (s: string, { demand_ids, begun_at }: UpdateRow) =>
  sql`${wantsNews(s, sql`${demand_ids}::int[]`)} and ${sql.ref(`${s}.confirmed_at`)} <= ${begun_at}`;

/** Steps `chosen`, `mailed` and `posted`: who really gets one, and the mails. @param people rows of `signature` */
export const post = (
  people: RawBuilder<unknown>,
  update: UpdateRow,
  count: number,
  now: Date,
) => sql`
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
