/** Leaves out of a text what tells of something that a copy has not: sentences, and their parts after a semicolon. */
import { fieldsIn, type LetterField } from "./fields.ts";

/** After the marks that end a part, with the quotation marks and brackets that may follow them. */
const ends = /(?<=[.;!?][”"’')*_]*)(\s+)/;
const marker = /^\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)\s+/;

/** What is left out of a text where the field is not known: each such part. */
export const partsWith = (text: string, field: LetterField): string[] =>
  text.split(ends).filter((part) => fieldsIn(part).includes(field));

/**
 * @param text a paragraph or an item of a list, its fields not filled yet
 * @returns the text without each part that holds the field; nothing where nothing else is said
 */
export function leaveOut(text: string, field: LetterField): string {
  const holds = (part: string) => fieldsIn(part).includes(field);
  if (!holds(text)) return text;
  const [start = ""] = marker.exec(text) ?? [];
  // every second one is the white space between
  const parts = text.slice(start.length).split(ends);
  let said = "";
  for (let index = 0; index < parts.length; index += 2) {
    const part = parts[index]!;
    if (!holds(part)) said += (said === "" ? "" : parts[index - 1]!) + part;
    // what went before ends where the whole would have ended
    else said = said.replace(/;$/, /[.;!?][”"’')*_]*$/.exec(part)?.[0] ?? "");
  }
  return said === "" ? "" : start + said;
}
