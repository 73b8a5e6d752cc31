/** How far a letter's copies have come. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type CopyCounts, type CopyRow, type CopyState, countCopies } from "./copy-state.ts";
import type { Letter } from "./letter.ts";
import { listRecipients } from "./recipients.server.ts";

/** In SQL, of `letter_copy c left join mail_message m`. */
const copyState = sql<CopyState>`case
  when c.left_out is not null then c.left_out
  when m.state in ('queued', 'sending') or c.mail_id is null then 'waiting'
  when m.state in ('bounced', 'complained', 'failed', 'cancelled') then 'not-delivered'
  when m.state in ('delivered', 'unknown') then m.state
  else 'sent' end`;

/** Every copy of a letter; before it is sent, those that there would be. */
export async function listCopies(
  db: Db,
  letter: Letter,
  live: boolean,
  now: Date,
): Promise<CopyRow[]> {
  if (letter.countedAt === null) {
    const recipients = await listRecipients(db, letter, { rehearsal: !live, everyone: false }, now);
    return recipients.map(({ leftOut, areaCode: _area, ...recipient }) => ({
      ...recipient,
      state: leftOut ?? (letter.state === "cancelled" ? "cancelled" : "waiting"),
    }));
  }
  return db
    .selectFrom("letter_copy as c")
    .innerJoin("member", "member.id", "c.member_id")
    .innerJoin("area", "area.code", "c.area_code")
    .leftJoin("mail_message as m", "m.id", "c.mail_id")
    .select(["member.id as memberId", "member.name", "member.party", "area.name as constituency"])
    .select(["c.has_address as hasAddress", copyState.as("state")])
    .where("c.letter_id", "=", letter.id)
    .orderBy("c.position")
    .execute();
}

/** By letter: its copies' states. */
export async function countCopiesOf(
  db: Db,
  letterIds: readonly number[],
): Promise<Map<number, CopyCounts>> {
  const rows = await db
    .selectFrom("letter_copy as c")
    .leftJoin("mail_message as m", "m.id", "c.mail_id")
    .select((eb) => [
      "c.letter_id",
      copyState.as("copy_state"),
      eb.fn.countAll<number>().as("count"),
    ])
    .where("c.letter_id", "in", letterIds.length > 0 ? letterIds : [0])
    .groupBy(["c.letter_id", "copy_state"])
    .execute();
  const counts = new Map(letterIds.map((id) => [id, countCopies([])]));
  for (const { letter_id, copy_state, count } of rows) counts.get(letter_id)![copy_state] = count;
  return counts;
}
