/** Whom an update is for: conditions that every query of them shares. */
import { type RawBuilder, sql } from "kysely";

import { REST_DAYS } from "./update.ts";

const DAY = 86_400_000;

/**
 * True in SQL of a signature that is counted and whose signer asked for news of its demand.
 * @param s names the signature
 */
export const wantsNews = (s: string, demandIds: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`
  (${sql.ref(`${s}.demand_id`)} = any (${demandIds}) and ${sql.ref(`${s}.updates`)}
   and ${sql.ref(`${s}.set_aside`)} is null)`;

/** True in SQL of a mail `o` of another update within a week. */
const isAnother = (update: number, now: Date): RawBuilder<boolean> => {
  const week = (from: number) => new Date(now.getTime() + from * REST_DAYS * DAY);
  return sql<boolean>`
  (o.update_id <> ${update}
   and (o.state = 'queued' or (o.state in ('left', 'returned', 'unknown')
        and o.mailed_at > ${week(-1)} and o.mailed_at < ${week(1)})))`;
};

/**
 * True in SQL of a signer who had, or is about to have, another update within a week: either way, for a clock that
 * was set back must keep nobody waiting until it has caught up.
 * @param key a column with the signer's key
 * @param update the one that is not counted; 0 for none
 */
export const hadAnother = (key: string, update: number, now: Date): RawBuilder<boolean> =>
  sql<boolean>`
  exists (select from supporter_mail o
           where o.signer_key = ${sql.ref(key)} and ${isAnother(update, now)})`;

/** For a `with`, behind a step `people` with a `signer_key`: the keys of those of them who had one. */
export const listLimited = (update: number, now: Date): RawBuilder<unknown> => sql`
  select distinct o.signer_key from supporter_mail o
   where o.signer_key in (select signer_key from people) and ${isAnother(update, now)}`;
