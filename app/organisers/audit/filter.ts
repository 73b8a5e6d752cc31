/** What of the audit log is asked for: read from an address or a form, and written into one. */
import { isStorable } from "../../words/storable.ts";

export interface AuditFilter {
  /** Words, all of which stand in the action, the subject, or what was before or after. */
  q: string;
  /** The number of an organiser, or `command`: what no organiser did. */
  who: string;
  action: string;
  /** Something that was changed, such as `letter 3`, and its parts, such as `letter 3, copy 7`. */
  subject: string;
  /** Days of the legislature, `YYYY-MM-DD`, both within. */
  from: string;
  until: string;
}

export const COMMAND = "command";
/** Characters of a text that is looked for. */
export const LONGEST = 200;
const MOST_WORDS = 10;

const text = (typed: string) => (isStorable(typed) ? typed.trim().slice(0, LONGEST) : "");
const day = (typed: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(Date.parse(typed)) ? typed : "";

const read: { [Name in keyof AuditFilter]: (typed: string) => string } = {
  q: text,
  who: (typed) => (typed === COMMAND || /^[1-9]\d{0,8}$/.test(typed) ? typed : ""),
  action: text,
  subject: text,
  from: day,
  until: day,
};
const names = Object.keys(read) as (keyof AuditFilter)[];

/** What makes no sense asks for nothing. */
export const readFilter = (fields: URLSearchParams): AuditFilter =>
  Object.fromEntries(
    names.map((name) => [name, read[name](fields.get(name) ?? "")]),
  ) as unknown as AuditFilter;

/** What is asked for, by name; nothing where everything is. */
export const askedIn = (filter: AuditFilter): Partial<AuditFilter> =>
  Object.fromEntries(names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));

/** @returns the words to look for, each once */
export const wordsIn = (q: string): string[] =>
  [...new Set(q.split(/\s+/u).filter((word) => word !== ""))].slice(0, MOST_WORDS);
