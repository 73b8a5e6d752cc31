/** A letter in one's own words as its member reads it: what was typed, and nothing put into anybody's mouth. */
import { showPostcode } from "../places/postcode.ts";
import type { OwnLetter } from "../signatures/own-letters/own-letter.ts";

/** English, as letters to members are; in lines. */
export function letterText(
  letter: Pick<OwnLetter, "name" | "address" | "postcode" | "ask" | "why" | "member">,
): string {
  const { member, ask, why, name, address, postcode } = letter;
  const said = [ask, why].map((one) => one.trim()).filter((one) => one !== "");
  const from = [name, address.trim(), showPostcode(postcode)].join("\n");
  return [`Dear ${member},`, ...said, "Yours sincerely,", from].join("\n\n");
}

/** English too, and the same for everybody: an office sorts by it. */
export const letterSubject = ({ title }: Pick<OwnLetter, "title">): string =>
  `From a constituent: ${title}`;

/** What the form begins with: one question, which may be answered by a yes or a no. */
export const firstAsk = (title: string): string =>
  `Will you say in public whether you support “${title}”?`;

/** What of a letter is its writer's own, for the meter: the question as it was given is not. */
export const ownWords = ({ ask, why, title }: Pick<OwnLetter, "ask" | "why" | "title">): string =>
  ask.trim() === firstAsk(title) ? why : `${ask}\n\n${why}`;
