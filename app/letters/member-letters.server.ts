/** What became of the letters to a member, for the public pages. */
import type { Db } from "#db/connection.ts";
import type { CopyState } from "#db/schema.ts";

import { copyLife, type Delivery } from "./copy-life.ts";
import { listLastCopies } from "./last-copies.server.ts";
import { readableSubject } from "./text/fields.ts";

export interface MemberLetter {
  memberId: number;
  letterId: number;
  /** The seat of the copy, by its GSS code. */
  areaCode: string;
  /** Readable, without fields. */
  subject: string;
  countedAt: Date;
  /** The member was not written to, whatever became of the copy. */
  rehearsal: boolean;
  demandIds: number[];
  state: CopyState;
  /** What went wrong with its mail. */
  problem: string | null;
  delivery: Delivery;
}

/** Every letter that was sent to this member (or to all), rehearsals among them, newest first. */
export async function listMemberLetters(db: Db, memberId?: number): Promise<MemberLetter[]> {
  let query = db
    .selectFrom("letter_copy as c")
    .innerJoin("letter as l", "l.id", "c.letter_id")
    .select(["c.member_id as memberId", "c.area_code as areaCode"])
    .select(["l.id as letterId", "l.subject", "c.state"])
    .select(["l.rehearsal", "l.demand_ids as demandIds", "c.problem"])
    .select((eb) => eb.ref("l.counted_at").$notNull().as("countedAt"))
    .where("l.counted_at", "is not", null)
    .orderBy("l.counted_at", "desc")
    .orderBy("l.id", "desc");
  if (memberId !== undefined) query = query.where("c.member_id", "=", memberId);
  const rows = await query.execute();
  return rows.map(({ subject, ...row }) => ({
    ...row,
    subject: readableSubject(subject),
    delivery: copyLife[row.state].public,
  }));
}

/** The last letter to one of many members, as the public sees it. */
interface LastLetter {
  memberId: number;
  letterId: number;
  areaCode: string;
  countedAt: Date;
  delivery: Delivery;
}

/** As `listLastCopies`. */
export async function listLastLetters(db: Db, memberIds: readonly number[]): Promise<LastLetter[]> {
  const copies = await listLastCopies(db, memberIds);
  return copies.map(({ memberId, letterId, areaCode, countedAt, state }) => ({
    ...{ memberId, letterId, areaCode, countedAt },
    delivery: copyLife[state].public,
  }));
}
