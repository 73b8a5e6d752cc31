/** Whose answer a link takes: the copy it stood in, and the member who got it. */
import type { Db } from "#db/connection.ts";

import { type CopyName, readAnswerToken } from "../../letters/copy-links.server.ts";
import { isMeant } from "../../letters/copy-queries.server.ts";
import { readableSubject } from "../../letters/text/fields.ts";
import type { Keys } from "../../keys.server.ts";
import { getMember } from "../../members/list-members.server.ts";

export interface AskedCopy extends CopyName {
  /** Readable, without fields; in English. */
  subject: string;
  countedAt: Date;
  demandIds: number[];
  /** Of the copy, by its GSS code. */
  areaCode: string;
  member: string;
  /** The seat held now; null for who holds none any more. */
  seat: { code: string; name: string } | null;
}

/**
 * @returns undefined for a link that we did not make, and for a copy that went to nobody: of a rehearsal,
 *   or of a member who was left out
 */
export async function getAskedCopy(
  db: Db,
  keys: Keys,
  token: string,
): Promise<AskedCopy | undefined> {
  const name = readAnswerToken(keys, token);
  const copy = name && (await getCopy(db, name));
  const member = copy && (await getMember(db, name.memberId));
  if (!copy || !member) return undefined;
  const { subject, ...rest } = copy;
  const { code, area } = member;
  return {
    ...name,
    ...rest,
    subject: readableSubject(subject),
    member: member.name,
    seat: code !== null && area !== null ? { code, name: area } : null,
  };
}

const getCopy = (db: Db, { letterId, memberId }: CopyName) =>
  db
    .selectFrom("letter_copy as c")
    .innerJoin("letter as l", "l.id", "c.letter_id")
    .select(["l.subject", "l.demand_ids as demandIds", "c.area_code as areaCode"])
    .select((eb) => eb.ref("l.counted_at").$notNull().as("countedAt"))
    .where("c.letter_id", "=", letterId)
    .where("c.member_id", "=", memberId)
    .where(isMeant)
    .where("l.counted_at", "is not", null)
    .where("l.rehearsal", "=", false)
    .executeTakeFirst();
