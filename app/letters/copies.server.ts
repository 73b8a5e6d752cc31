/** How far a letter's copies have come. */
import type { Db } from "#db/connection.ts";

import { type CopyCounts, type CopyRow, countCopies } from "./copy-life.ts";
import type { Letter } from "./letter.ts";
import { listRecipients } from "./recipients.server.ts";

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
      problem: null,
    }));
  }
  return db
    .selectFrom("letter_copy as c")
    .innerJoin("member", "member.id", "c.member_id")
    .innerJoin("area", "area.code", "c.area_code")
    .select(["member.id as memberId", "member.name", "member.party", "area.name as constituency"])
    .select(["c.has_address as hasAddress", "c.state", "c.problem"])
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
    .select((eb) => ["c.letter_id", "c.state", eb.fn.countAll<number>().as("count")])
    .where("c.letter_id", "in", letterIds.length > 0 ? letterIds : [0])
    .groupBy(["c.letter_id", "c.state"])
    .execute();
  const counts = new Map(letterIds.map((id) => [id, countCopies([])]));
  for (const { letter_id, state, count } of rows) counts.get(letter_id)![state] = count;
  return counts;
}
