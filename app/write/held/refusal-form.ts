/** The form in which an organiser says why a letter goes back to its writer; several may stand on one page. */
import * as f from "../../pages/read-form.ts";
import { formWords } from "../../words/organise-forms.ts";
import { ownHeldWords as say } from "../../words/organise/own-letters.ts";

const REASON_MAX = 500;
const reason = f.text(REASON_MAX, { empty: say.empty, long: say.long, odd: say.odd });

/** The name of the field, which tells the letters apart. */
export const reasonOf = (letter: string): string => `reason-${letter}`;

/** The letter that a form is about, by its uuid; undefined where it names none. */
export function readLetterId(fields: URLSearchParams): string | undefined {
  const named = fields.get("letter") ?? "";
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(named) ? named : undefined;
}

export interface Refusal {
  letter: string;
  typed: string;
  problem: string;
}

export function readRefusal(fields: URLSearchParams, letter: string): Refusal | { reason: string } {
  const name = reasonOf(letter);
  const { typed, problems, values } = f.readForm(fields, { [name]: reason }, formWords.repeated);
  return values
    ? { reason: values[name]! }
    : { letter, typed: typed[name]!, problem: problems[name]! };
}
