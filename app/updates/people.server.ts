/** Whom an update is for: conditions that every query of them shares, and their number. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";
import { isBarred } from "#emails/update-mails.ts";

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

/**
 * True in SQL of a signer who had, or is about to have, another update within a week.
 * @param key a column with the signer's key
 * @param update the one that is not counted; 0 for none
 */
export const hadAnother = (key: string, update: number, now: Date): RawBuilder<boolean> =>
  sql<boolean>`
  exists (select from supporter_mail o
           where o.signer_key = ${sql.ref(key)} and o.update_id <> ${update}
             and (o.state = 'queued' or (o.state in ('left', 'returned', 'unknown')
                  and o.mailed_at > ${new Date(now.getTime() - REST_DAYS * DAY)})))`;

export interface PeopleCount {
  locale: LocaleCode;
  /** All of them, those who had another update lately included. */
  people: number;
  /** Those who had one. */
  limited: number;
}

/** By the language in which each signed last, those to whom no mail may go left out. @param update 0 for a new one */
export async function countPeople(
  db: Db,
  demandIds: readonly number[],
  update: number,
  now: Date,
): Promise<PeopleCount[]> {
  const { rows } = await sql<PeopleCount>`
    select w.locale, count(*)::int as people,
           count(*) filter (where ${hadAnother("w.signer_key", update, now)})::int as limited
      from (select distinct on (s.signer_key) s.signer_key, s.locale
              from signature s
             where ${wantsNews("s", sql`${demandIds}::int[]`)} and s.confirmed_at <= ${now}
             order by s.signer_key, s.confirmed_at desc) w
     where not ${isBarred("w.signer_key", now)}
     group by w.locale order by people desc, w.locale`.execute(db);
  return rows;
}

export const sumOf = (counts: readonly PeopleCount[]) => ({
  people: counts.reduce((sum, { people }) => sum + people, 0),
  limited: counts.reduce((sum, { limited }) => sum + limited, 0),
});
