/** What offices turn away, or leave unread, looked for in a letter before it is approved. */
import { fieldsIn, leftOutFields, numberFields } from "../text/fields.ts";
import { partsWith } from "../text/leave-out.ts";

/** What may be said against a letter; a number or names where they help. */
export type Check =
  | { kind: "words"; words: number }
  | { kind: "no-question" }
  | { kind: "questions"; questions: number }
  | { kind: "open-question" }
  | { kind: "several-asks"; phrase: string }
  | { kind: "no-number" }
  | { kind: "no-number-first" }
  | { kind: "number-in-subject"; field: string }
  | { kind: "left-out-with"; without: string; field: string }
  | { kind: "other-hosts"; hosts: string[] };

/** Offices read one page; longer campaign mails are filed. */
export const WORDS_MAX = 200;

const isNumber = (name: string) => numberFields.some((one) => one === name);
const isLeftOut = (name: string) => leftOutFields.some((one) => one === name);
const greeting = /^(?:dear|to|hello|good (?:morning|afternoon|day))\b[^\n]*$/i;
/** Says by itself that more than one thing is asked. */
const several =
  /\b(?:(?:two|three|four|five|six|several|some|these|following) (?:things|asks|questions|requests|demands of you)|firstly|secondly)\b/i;

/** A sentence that asks something without a question mark; how to answer is no ask. */
const asking =
  /^(?:(?:and|so) )?(?:we (?:(?:also|therefore|further|now) )?(?:ask|urge|call (?:up)?on|request|beg)\b|please (?!reply|answer|write|respond|let us|tell us|see|note|find|check|use|follow))/i;
const open = /^(?:(?:and|so|but) )?(?:what|why|how|when|where|which|who)\b/i;

const sentencesIn = (text: string) =>
  text.split(/(?<=[.!?][”’")]*)\s+|\n+/).map((one) => one.replace(/^[-*+\s]+/, "").trim());

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,%-]*/gu)?.length ?? 0;

/** The first paragraph that is no greeting. */
const firstLine = (body: string) =>
  body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .find((paragraph) => paragraph !== "" && !greeting.test(paragraph)) ?? "";

/** With a scheme, with “www.”, or a name with a path behind it. */
const links =
  /\bhttps?:\/\/([^\s/?#)>\]"']+)|\bwww\.[^\s/?#)>\]"']+|(?<![\w@./-])(?:[a-z\d-]+\.)+[a-z]{2,}(?=\/\w)/gi;

function hostsIn(body: string, own: string): string[] {
  const hosts = [...body.matchAll(links)].map(([whole, host]) =>
    (host ?? whole).toLowerCase().replace(/[.,;:]+$/, ""),
  );
  return [...new Set(hosts)].filter((host) => host !== own);
}

/** What is said against what it asks: one question that can be answered with yes or no is what offices answer. */
function findAsks(filled: string): Check[] {
  const found: Check[] = [];
  const sentences = sentencesIn(filled);
  const questions = filled.match(/\?+/g)?.length ?? 0;
  const asks = sentences.filter((one) => !one.includes("?") && asking.test(one));
  if (questions === 0) found.push({ kind: "no-question" });
  if (questions > 1) found.push({ kind: "questions", questions });
  else if (sentences.some((one) => one.includes("?") && open.test(one)))
    found.push({ kind: "open-question" });
  const phrase = several.exec(filled)?.[0] ?? (questions + asks.length > 1 ? asks[0] : undefined);
  if (phrase !== undefined) found.push({ kind: "several-asks", phrase });
  return found;
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
  found.push(...findAsks(filled));
  const used = fieldsIn(`${subject}\n${body}`);
  if (!used.some(isNumber)) found.push({ kind: "no-number" });
  else if (!fieldsIn(firstLine(body)).includes("total.constituency"))
    found.push({ kind: "no-number-first" });
  const inSubject = fieldsIn(subject).find(isNumber);
  if (inSubject) found.push({ kind: "number-in-subject", field: inSubject });
  const [gone] = leftOutFields.flatMap((without) =>
    body
      .split("\n")
      .flatMap((line) => partsWith(line, without))
      .flatMap(fieldsIn)
      .filter((field) => isNumber(field) && !isLeftOut(field))
      .map((field) => ({ without, field })),
  );
  if (gone) found.push({ kind: "left-out-with", ...gone });
  const hosts = hostsIn(body, own);
  if (hosts.length > 0) found.push({ kind: "other-hosts", hosts });
  return found;
}
