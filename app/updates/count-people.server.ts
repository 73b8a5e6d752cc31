/** How many an update is for, before it is sent. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";
import { listBarred } from "#emails/suppression.ts";

import { readers } from "../signatures/retention/readers.ts";
import { listLimited, wantsNews } from "./people.server.ts";

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
    with people as materialized (
      select distinct on (s.signer_key) s.signer_key, s.locale
        from ${readers} s
       where ${wantsNews("s", sql`${demandIds}::int[]`)} and s.confirmed_at <= ${now}
       order by s.signer_key, s.confirmed_at desc
    ), barred as materialized (${listBarred(now)}), limited as materialized (${listLimited(update, now)})
    select p.locale, count(*)::int as people, count(l.signer_key)::int as limited
      from people p
      left join barred b on b.signer_key = p.signer_key
      left join limited l on l.signer_key = p.signer_key
     where b.signer_key is null
     group by p.locale order by people desc, p.locale`.execute(db);
  return rows;
}

export const sumOf = (counts: readonly PeopleCount[]) => ({
  people: counts.reduce((sum, { people }) => sum + people, 0),
  limited: counts.reduce((sum, { limited }) => sum + limited, 0),
});
