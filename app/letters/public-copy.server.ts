/** A member's copy in public, so that an office can check its own. */
import type { Db } from "#db/connection.ts";

import { isWritten } from "./is-written.server.ts";
import type { Letter } from "./letter.ts";
import { getCopy, showCopy, type ShownCopy } from "./preview-copy.server.ts";

interface PublicCopy extends Omit<ShownCopy, "text"> {
  areaCode: string;
  member: string;
}

/** The constituencies whose members a letter is for and were not left out, by name. */
export async function listWrittenTo(
  db: Db,
  letterId: number,
): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom("letter_copy as c")
    .innerJoin("area", "area.code", "c.area_code")
    .select(["area.code", "area.name"])
    .distinct()
    .where("c.letter_id", "=", letterId)
    .where(isWritten)
    .orderBy("area.name")
    .execute();
}

/**
 * With the totals as counted; small numbers are not told, as in the copy itself.
 * @returns undefined where nobody of this constituency was written to
 */
export async function getPublicCopy(
  db: Db,
  letter: Letter,
  areaCode: string,
): Promise<PublicCopy | undefined> {
  const row = await db
    .selectFrom("letter_copy as c")
    .innerJoin("member", "member.id", "c.member_id")
    .select(["member.id", "member.name"])
    .where("c.letter_id", "=", letter.id)
    .where("c.area_code", "=", areaCode)
    .where(isWritten)
    .executeTakeFirst();
  const copy = row && (await getCopy(db, letter, row.id));
  if (!row || !copy) return undefined;
  const { subject, html } = showCopy(copy);
  return { areaCode, member: row.name, subject, html };
}
