/** Whether a member who was left out of a letter on its way may get a copy of it after all. */
import { sql, type Transaction } from "kysely";

import type { Database, Row } from "#db/schema.ts";

import { isLeftOut } from "../drafting/seen.ts";
import { letterOf } from "../get-letter.server.ts";
import { listRecent } from "../recipients.server.ts";

/**
 * The transaction holds the houses (`holdHouses`), so that no other letter begins to be sent meanwhile.
 * @param row a letter that is being sent, or paused
 * @returns `unapproved`: who approved it saw the member left out, or not on the list; `recent`: they had
 * another letter about one of its demands since, and no reason is written to write again so soon
 */
export async function whyNotBack(
  tx: Transaction<Database>,
  row: Row<"letter">,
  memberId: number,
  now: Date,
): Promise<"unapproved" | "recent" | undefined> {
  const { rows } = await sql`
    select from letter_approval a, jsonb_array_elements(a.parts) part
     where a.letter_id = ${row.id} and part ->> 'key' = ${`member-${memberId}`}
       and part ->> 'value' <> ${isLeftOut}`.execute(tx);
  if (rows.length === 0) return "unapproved";
  if (row.override_reason !== null) return undefined;
  const recent = await listRecent(tx, letterOf(row), row.rehearsal, now);
  return recent.has(memberId) ? "recent" : undefined;
}
