/** A signer's name: any script, no tricks. */
import { withoutMarksInName } from "../words/typed/marks.ts";

export type NameProblem =
  "name-missing" | "name-long" | "name-characters" | "name-sign" | "name-link";

export const NAME_MAX = 100;

/** Controls, halves of characters, private use. */
const control = /[\p{Cc}\p{Cs}\p{Co}]/u;
/** They turn the text after them around. */
const override = /[\u202d\u202e]/;

/** The name in NFC with single spaces and without marks that nobody sees, or what is wrong with it. */
export function readName(typed: string): { name: string } | { problem: NameProblem } {
  const bare = withoutMarksInName(typed);
  if (control.test(bare) || override.test(typed)) return { problem: "name-characters" };
  const name = bare.normalize("NFC").replace(/ +/g, " ");
  if (name === "") return { problem: "name-missing" };
  if (name.length > NAME_MAX) return { problem: "name-long" };
  // a spreadsheet would run it as a formula
  if (/^[=+\-@]/.test(name)) return { problem: "name-sign" };
  if (/https?:|www\.|:\/\//i.test(name)) return { problem: "name-link" };
  return { name };
}
