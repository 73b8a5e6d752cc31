/** One member's copy as it would be, or was, mailed: for organisers before, for everybody after. */
import type { Db } from "#db/connection.ts";

import { houseAddress } from "../members/house-address.ts";
import { markdownToText, renderMailMarkdown } from "../words/markdown.ts";
import { copyLife, type Delivery } from "./copy-life.ts";
import { isMeant } from "./copy-queries.server.ts";
import { listCopyFacts, type Source } from "./copy-facts.server.ts";
import { fillLetter } from "./text/fill.ts";
import type { Letter } from "./letter.ts";

export interface Copy {
  subject: string;
  /** Markdown, filled. */
  body: string;
}

interface PlacedCopy extends Copy {
  /** The member's constituency, by its GSS code. */
  area: string;
}

/** As the mail shows it: its own HTML, safe to insert, and its text. */
export interface ShownCopy {
  subject: string;
  html: string;
  text: string;
}

export const showCopy = ({ subject, body }: Copy): ShownCopy => ({
  subject,
  html: renderMailMarkdown(body),
  text: markdownToText(body),
});

/**
 * The copy as it was mailed where it was, else filled anew: with the totals as counted once the
 * letter is being sent, with today's before.
 * @returns undefined when the member has no seat and had no copy
 */
export async function getCopy(
  db: Db,
  letter: Source & Copy,
  memberId: number,
): Promise<PlacedCopy | undefined> {
  const copy = await db
    .selectFrom("letter_copy")
    .select(["area_code as areaCode", "subject", "body"])
    .where("letter_id", "=", letter.id)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  const area = copy?.areaCode ?? (await getSeat(db, memberId));
  if (!area) return undefined;
  const { subject = null, body = null } = copy ?? {};
  if (subject !== null && body !== null) return { subject, body, area };
  const facts = await listCopyFacts(db, letter, [{ memberId, areaCode: area }]);
  return { ...fillLetter(letter, facts.get(memberId)!), area };
}

async function getSeat(db: Db, memberId: number): Promise<string | undefined> {
  const seat = await db
    .selectFrom("membership")
    .select("area_code")
    .where("member_id", "=", memberId)
    .where("ended_on", "is", null)
    .executeTakeFirst();
  return seat?.area_code;
}

/** A member's copy in public, so that an office can check its own. */
interface PublicCopy extends Omit<ShownCopy, "text"> {
  member: { id: number; name: string; fullTitle: string; house: readonly string[] };
  delivery: Delivery;
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
    .select(["member.id", "member.name", "member.full_title as fullTitle", "c.state"])
    .select("member.legislature_id as legislature")
    .where("c.letter_id", "=", letter.id)
    .where("c.area_code", "=", areaCode)
    .where(isMeant)
    .executeTakeFirst();
  const copy = row && (await getCopy(db, letter, row.id));
  if (!row || !copy) return undefined;
  const { subject, html } = showCopy(copy);
  const { state, legislature, ...named } = row;
  const member = { ...named, house: houseAddress(legislature) };
  return { member, delivery: copyLife[state].public, subject, html };
}
