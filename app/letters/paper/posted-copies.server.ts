/** A letter's copies for those who post paper: to whom, each filled as it was mailed or would have been. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { listCopyFacts } from "../copy-facts.server.ts";
import { isAskedNot, isLeftOut, isMeant, isSitting } from "../copy-queries.server.ts";
import type { Letter } from "../letter.ts";
import type { PostedTo } from "./posted.ts";
import { type CopyFacts, fillLetter } from "../text/fill.ts";

/** Of a copy `c`: whether its letter was stopped for good, or all letters of its House are. */
const isStopped = sql<boolean>`
  (exists (select from letter l where l.id = c.letter_id and l.state = 'cancelled')
   or exists (select from area a join legislature house on house.id = a.legislature_id
               where a.code = c.area_code and house.letters_stopped))`;

/** Of a copy `c`: whether paper goes to its member. None goes out that could not leave as mail: not
 * to whoever asked not to be written to, nor of a letter that was stopped. */
function isPosted(to: PostedTo): RawBuilder<boolean> {
  const isOneOf = to === "all" ? isMeant : sql`c.state in ('no-address', 'bounced', 'failed')`;
  return sql<boolean>`${isOneOf} and not ${isAskedNot("c")} and not ${isLeftOut("c")}
    and ${isSitting("c")} and not ${isStopped}`;
}

/** How many sheets there would be, by whom they are for; none of a letter that was not counted. */
export async function countPosted(db: Db, letterId: number): Promise<Record<PostedTo, number>> {
  const { all, unreached } = await db
    .selectFrom("letter_copy as c")
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere(isPosted("all")).as("all"),
      eb.fn.countAll<number>().filterWhere(isPosted("unreached")).as("unreached"),
    ])
    .where("c.letter_id", "=", letterId)
    .executeTakeFirstOrThrow();
  return { all, unreached };
}

export interface PostedCopy {
  memberId: number;
  fullTitle: string;
  legislature: string;
  areaCode: string;
  subject: string;
  /** Markdown, filled. */
  body: string;
}

/** In the order in which they leave. @param letter one that was counted */
export async function listPosted(db: Db, letter: Letter, to: PostedTo): Promise<PostedCopy[]> {
  const rows = await db
    .selectFrom("letter_copy as c")
    .innerJoin("member as m", "m.id", "c.member_id")
    .select(["m.id as memberId", "m.full_title as fullTitle", "m.legislature_id as legislature"])
    .select(["c.area_code as areaCode", "c.subject", "c.body"])
    .where("c.letter_id", "=", letter.id)
    .where(isPosted(to))
    .orderBy("c.position")
    .execute();
  const unfilled = rows.filter(({ body }) => body === null);
  const facts =
    unfilled.length > 0 ? await listCopyFacts(db, letter, unfilled) : new Map<number, CopyFacts>();
  return rows.map(({ subject, body, ...row }) => ({
    ...row,
    ...(subject !== null && body !== null
      ? { subject, body }
      : fillLetter(letter, facts.get(row.memberId)!)),
  }));
}
