/** One member's copy as it would be, or was, mailed. */
import type { Db } from "#db/connection.ts";

import { markdownToText, renderMailMarkdown } from "../words/markdown.ts";
import { listCopyFacts } from "./copy-facts.server.ts";
import { type CopyFacts, fillLetter } from "./fill.ts";
import type { Letter } from "./letter.ts";

export interface Copy {
  subject: string;
  /** Markdown, filled. */
  body: string;
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

export const showFilled = (letter: Copy, facts: CopyFacts): ShownCopy =>
  showCopy(fillLetter(letter, facts));

/**
 * The copy as it was mailed where it was, else filled anew: with the totals as counted once the
 * letter is being sent, with today's before.
 * @returns undefined when the member has no seat and had no copy
 */
export async function getCopy(db: Db, letter: Letter, memberId: number): Promise<Copy | undefined> {
  const copy = await db
    .selectFrom("letter_copy")
    .select(["area_code as areaCode", "subject", "body"])
    .where("letter_id", "=", letter.id)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  const { subject = null, body = null } = copy ?? {};
  if (subject !== null && body !== null) return { subject, body };
  const areaCode = copy?.areaCode ?? (await getSeat(db, memberId));
  if (!areaCode) return undefined;
  const facts = await listCopyFacts(db, letter, [{ memberId, areaCode }]);
  return fillLetter(letter, facts.get(memberId)!);
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
