/** What became of the letters to a member, for the public pages. */
import type { Db } from "#db/connection.ts";

import { copyLife, type Delivery } from "./copy-life.ts";
import { readableSubject } from "./readable-subject.ts";

export interface MemberLetter {
  memberId: number;
  letterId: number;
  /** Readable, without fields. */
  subject: string;
  countedAt: Date;
  delivery: Delivery;
}

/** Every letter that was sent to these members (or to all), newest first. */
export async function listMemberLetters(db: Db, memberId?: number): Promise<MemberLetter[]> {
  let query = db
    .selectFrom("letter_copy as c")
    .innerJoin("letter as l", "l.id", "c.letter_id")
    .select(["c.member_id as memberId", "l.id as letterId", "l.subject", "c.state"])
    .select((eb) => eb.ref("l.counted_at").$notNull().as("countedAt"))
    .where("l.counted_at", "is not", null)
    .orderBy("l.counted_at", "desc")
    .orderBy("l.id", "desc");
  if (memberId !== undefined) query = query.where("c.member_id", "=", memberId);
  const rows = await query.execute();
  return rows.map(({ state, subject, ...row }) => ({
    ...row,
    subject: readableSubject(subject),
    delivery: copyLife[state].public,
  }));
}
