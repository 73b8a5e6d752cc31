/** Whether a member who was left out of a letter on its way may get a copy of it after all. */
import { sql, type Transaction } from "kysely";

import type { Database, Row } from "#db/schema.ts";

import { listTooSoon } from "../cadence/too-soon.server.ts";
import { isLeftOut } from "../drafting/seen.ts";
import { letterOf } from "../get-letter.server.ts";

/**
 * The transaction holds the houses (`holdHouses`), so that no other letter begins to be sent meanwhile.
 * @param row a letter that is being sent, or paused
 * @returns `unapproved`: who approved it saw the member left out, or not on the list; `recent`: they had
 * another letter about one of its demands since, and no reason is written to write again so soon; `not-yet`: the
 * number that they chose has not come
 */
export async function whyNotBack(
  tx: Transaction<Database>,
  row: Row<"letter">,
  memberId: number,
  now: Date,
): Promise<"unapproved" | "recent" | "not-yet" | undefined> {
  const { rows } = await sql`
    select from letter_approval a, jsonb_array_elements(a.parts) part
     where a.letter_id = ${row.id} and part ->> 'key' = ${`member-${memberId}`}
       and part ->> 'value' <> ${isLeftOut}`.execute(tx);
  if (rows.length === 0) return "unapproved";
  const tooSoon = await listTooSoon(tx, letterOf(row), row.rehearsal, now);
  const why = tooSoon.get(memberId);
  return why === "recent" && row.override_reason !== null ? undefined : why;
}
