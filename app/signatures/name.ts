/** A signer's name: any script, no tricks. */

export type NameProblem =
  "name-missing" | "name-long" | "name-characters" | "name-sign" | "name-link";

export const NAME_MAX = 100;

const invisible = /[\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]/gu;
const control = /[\p{Cc}\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** The name in NFC with single spaces, or what is wrong with it. */
export function readName(typed: string): { name: string } | { problem: NameProblem } {
  const trimmed = typed.trim();
  if (control.test(trimmed)) return { problem: "name-characters" };
  const name = trimmed.normalize("NFC").replace(/\s+/gu, " ");
  if (name.replace(invisible, "") === "") return { problem: "name-missing" };
  if (name.length > NAME_MAX) return { problem: "name-long" };
  // a spreadsheet would run it as a formula
  if (/^[=+\-@]/.test(name)) return { problem: "name-sign" };
  if (/https?:|www\.|:\/\//i.test(name)) return { problem: "name-link" };
  return { name };
}
