/** A filter of the audit log as a condition of its query. */
import { type Expression, sql, type SqlBool } from "kysely";

import { TIME_ZONE } from "../../words/format.ts";
import { type AuditFilter, COMMAND, wordsIn } from "./filter.ts";

const all = sql`(action || ' ' || subject || ' ' || coalesce(before::text, '') || ' ' || coalesce(after::text, ''))`;
const midnight = (day: string) => sql`(${day}::date)::timestamp at time zone ${TIME_ZONE}`;

/** @returns the conditions on a row of `audit` for all that it holds as words */
export const holdingWords = (q: string): Expression<SqlBool>[] =>
  wordsIn(q).map((word) => sql<SqlBool>`${all} ilike any (${spellingsOf(word)}::text[])`);

/** A database without a language takes the letters of ASCII alone for the same in both cases. */
function spellingsOf(word: string): string[] {
  const small = word.toLowerCase();
  const [first = "", ...rest] = small;
  const spellings = new Set([word, small, first.toUpperCase() + rest.join("")]);
  const all = /^\p{ASCII}*$/u.test(word) ? [word] : [...spellings];
  return all.map((one) => `%${one.replace(/[\\%_]/g, "\\$&")}%`);
}

/** @returns the conditions on a row of `audit` for what a filter asks besides words */
export function matching(filter: Partial<AuditFilter>): Expression<SqlBool>[] {
  const { who, action, subject, from, until } = filter;
  const conditions: Expression<SqlBool>[] = [];
  if (who)
    conditions.push(
      who === COMMAND ? sql`organiser_id is null` : sql`organiser_id = ${Number(who)}`,
    );
  if (action) conditions.push(sql`action = ${action}`);
  // the parts of a thing are named after it, and a comma: by the index's order, what comes right after it
  if (subject)
    conditions.push(
      sql`(subject = ${subject} or (subject >= ${`${subject}, `} and subject < ${`${subject},!`}))`,
    );
  if (from) conditions.push(sql`at >= ${midnight(from)}`);
  if (until) conditions.push(sql`at < ${midnight(until)} + interval '1 day'`);
  return conditions;
}
