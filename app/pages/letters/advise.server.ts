/** What there is to say against a letter before it is approved, in words. */
import type { RequestContext } from "../../context.server.ts";
import { findFaults } from "../../letters/checking/checks.ts";
import { getCopy } from "../../letters/preview-copy.server.ts";
import type { Letter } from "../../letters/letter.ts";
import { markdownToText } from "../../words/markdown.ts";
import { checkSentence } from "../../words/organise/letter-checks.ts";

/** @param member whose copy is read; undefined where there is none */
export async function adviseOn(
  { db, config }: Pick<RequestContext, "db" | "config">,
  letter: Letter,
  member: number | undefined,
): Promise<string[]> {
  const copy = member === undefined ? undefined : await getCopy(db, letter, member);
  return advise(letter, markdownToText(copy?.body ?? letter.body), config.origin);
}

/** @param filled the text of one member's copy */
export const advise = (
  letter: { subject: string; body: string },
  filled: string,
  origin: string,
): string[] => findFaults(letter, filled, new URL(origin).host).map(checkSentence);
