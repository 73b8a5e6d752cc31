/** What offices turn away, or leave unread, looked for in a letter before it is approved. */
import { fieldsIn } from "../text/fields.ts";
import { partsWith } from "../text/leave-out.ts";

/** What may be said against a letter; a number or names where they help. */
export type Check =
  | { kind: "words"; words: number }
  | { kind: "no-question" }
  | { kind: "questions"; questions: number }
  | { kind: "several-asks"; phrase: string }
  | { kind: "no-number" }
  | { kind: "no-number-first" }
  | { kind: "left-out-with"; field: string }
  | { kind: "other-hosts"; hosts: string[] };

/** Offices read one page; longer campaign mails are filed. */
export const WORDS_MAX = 200;

/** What every member has; the number since their last letter some have not. */
const counted = ["total", "total.constituency", "share.electorate", "rank"];
const numbers = [...counted, "since.last"];
const greeting = /^(?:dear|to|hello|good (?:morning|afternoon|day))\b[^\n]*$/i;
/** Says by itself that more than one thing is asked. */
const several =
  /\b(?:(?:two|three|four|five|six|several|some|these|following) (?:things|asks|questions|requests|demands of you)|firstly|secondly)\b/i;

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,%-]*/gu)?.length ?? 0;

/** The first paragraph that is no greeting. */
const firstLine = (body: string) =>
  body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .find((paragraph) => paragraph !== "" && !greeting.test(paragraph)) ?? "";

function hostsIn(body: string, own: string): string[] {
  const hosts = [...body.matchAll(/\bhttps?:\/\/([^\s/?#)>\]"']+)|\bwww\.[^\s/?#)>\]"']+/gi)].map(
    ([whole, host]) => (host ?? whole).toLowerCase().replace(/[.,;:]+$/, ""),
  );
  return [...new Set(hosts)].filter((host) => host !== own);
}

/**
 * It warns, and refuses nothing.
 * @param letter as it is written
 * @param filled the words of one member's copy, as text
 * @param own the site's own host, with its port
 */
export function findFaults(
  letter: { subject: string; body: string },
  filled: string,
  own: string,
): Check[] {
  const { subject, body } = letter;
  const found: Check[] = [];
  const words = wordsIn(filled);
  if (words > WORDS_MAX) found.push({ kind: "words", words });
  const questions = filled.match(/\?+/g)?.length ?? 0;
  if (questions === 0) found.push({ kind: "no-question" });
  if (questions > 1) found.push({ kind: "questions", questions });
  const phrase = several.exec(filled)?.[0];
  if (phrase !== undefined) found.push({ kind: "several-asks", phrase });
  const used = fieldsIn(`${subject}\n${body}`);
  if (!used.some((name) => numbers.includes(name))) found.push({ kind: "no-number" });
  else if (!fieldsIn(firstLine(body)).includes("total.constituency"))
    found.push({ kind: "no-number-first" });
  const sentences = body.split("\n").flatMap((line) => partsWith(line, "since.last"));
  const [field] = sentences.flatMap(fieldsIn).filter((name) => counted.includes(name));
  if (field) found.push({ kind: "left-out-with", field });
  const hosts = hostsIn(body, own);
  if (hosts.length > 0) found.push({ kind: "other-hosts", hosts });
  return found;
}
