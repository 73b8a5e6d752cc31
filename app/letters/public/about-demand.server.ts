/** The letters that told of a demand. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { dayOf } from "../../words/format.ts";
import { isRepeat } from "../copy-queries.server.ts";
import { ownWordsOf } from "./own-words.server.ts";
import { hasLeft } from "./has-left.ts";
import { readableSubject } from "../text/fields.ts";

export interface LetterAbout {
  id: number;
  /** The subject, readable, without fields. */
  heading: string;
  /** When its totals were counted, which is when it began to leave: of the legislature, `YYYY-MM-DD`. */
  day: string;
}

/**
 * Newest first, as many as a page can tell of; none that no member got: rehearsals, and those stopped before a copy
 * left; none that went out again by itself. In the same question, how many people wrote in their own words.
 */
export async function listLettersAbout(
  db: Db,
  demandId: number,
): Promise<{ letters: LetterAbout[]; ownWords: number }> {
  const query = sql<{
    own: number;
    id: number | null;
    subject: string;
    counted_at: Date;
  }>`
    with own as materialized (select ${ownWordsOf(sql`${demandId}::int`)} as own)
    select own.own, told.* from own left join (
      select id, subject, counted_at from letter
       where counted_at is not null and not rehearsal and not ${isRepeat} and ${demandId} = any (demand_ids)
         and (state <> 'cancelled' or ${hasLeft})
       order by counted_at desc, id desc limit 20) told on true
     order by told.counted_at desc, told.id desc`;
  const rows = await named("letters-about-demand", query).execute(db);
  const letters = rows.flatMap(({ id, subject, counted_at }) =>
    id === null ? [] : [{ id, heading: readableSubject(subject), day: dayOf(counted_at) }],
  );
  return { letters, ownWords: rows[0]!.own };
}
