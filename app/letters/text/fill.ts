/** Fills a letter's fields for one member. */
import { shown, SHOWN_FROM } from "../../places/shown.ts";
import { formatNumber, formatShare } from "../../words/format.ts";
import {
  fieldsIn,
  holdsDemandField,
  leftOutFields,
  type LetterField,
  replaceFields,
} from "./fields.ts";
import { leaveOut } from "./leave-out.ts";

/** What one copy tells of one demand. */
export interface DemandFacts {
  title: string;
  total: number;
  /** Signatures in the constituency. */
  here: number;
  /** Place among the constituencies by signatures, 1 is the most. */
  rank: number;
  /** Another constituency has as many. */
  joint: boolean;
  /** How many constituencies there are. */
  areas: number;
  /** Since the last letter about it to this member; null where there was none. */
  sinceLast: number | null;
  /** Those of them in the constituency; null also where either number is too small to be told. */
  sinceLastHere: number | null;
  /** How many there wrote to the member in their own words; none where it is not said. */
  ownWords?: number;
}

export interface CopyFacts {
  member: string;
  constituency: string;
  /** Null where it is not known. */
  electorate: number | null;
  demands: readonly DemandFacts[];
}

const number = (value: number) => formatNumber("en", value);
const fewer = `fewer than ${SHOWN_FROM}`;

const isShown = (count: number) => shown(count) !== null;

function share({ here }: DemandFacts, electorate: number | null): string | undefined {
  if (!electorate) return undefined;
  return isShown(here)
    ? formatShare("en", here / electorate)
    : `less than ${number(percentAbove(SHOWN_FROM / electorate))}%`;
}

/** To a hundredth of a per cent: a bound has no use for more. */
const percentAbove = (share: number) => Math.ceil(share * 10_000) / 100;

function rank({ here, rank, joint, areas }: DemandFacts): string {
  if (!isShown(here)) return `not ranked (${fewer} signatures)`;
  return `${joint ? "joint " : ""}${ordinal(rank)} of ${number(areas)}`;
}

const ordinals = new Intl.PluralRules("en-GB", { type: "ordinal" });

function ordinal(value: number): string {
  const endings = { one: "st", two: "nd", few: "rd", other: "th" };
  const rule = ordinals.select(value);
  return `${number(value)}${endings[rule as keyof typeof endings]}`;
}

function ownWords({ ownWords: letters = 0 }: DemandFacts): string | undefined {
  return isShown(letters) ? number(letters) : undefined;
}

/** Undefined where it is not known. */
function valueOf(name: LetterField, copy: CopyFacts, demand: DemandFacts): string | undefined {
  switch (name) {
    case "member.name":
      return copy.member;
    case "constituency":
      return copy.constituency;
    case "demand.title":
      return demand.title;
    case "total":
      return number(demand.total);
    case "total.constituency":
      return isShown(demand.here) ? number(demand.here) : fewer;
    case "share.electorate":
      return share(demand, copy.electorate);
    case "rank":
      return rank(demand);
    case "since.last":
      return demand.sinceLast === null ? undefined : number(demand.sinceLast);
    case "since.last.constituency":
      return demand.sinceLastHere === null ? undefined : number(demand.sinceLastHere);
    case "own.words":
      return ownWords(demand);
  }
}

const isOfSome = (name: LetterField) => leftOutFields.some((one) => one === name);

/** In a preview: nothing leaves with it. */
const notKnown = "(not known)";

/** The fields of a letter that have no value in a member's copy, and stand in what is not left out of it. */
export function blankFields(
  { subject, body }: { subject: string; body: string },
  copy: CopyFacts,
): LetterField[] {
  const isBlank = (name: LetterField) =>
    copy.demands.some((demand) => oneLine(valueOf(name, copy, demand) ?? "") === "");
  // its sentence is left out, unless nothing else is said
  const isLeftOut = (name: LetterField) =>
    isOfSome(name) && fillLetter({ subject, body }, copy).body.trim() !== "";
  const inBody = fieldsIn(body).filter((name) => !isLeftOut(name));
  return [...new Set([...fieldsIn(subject), ...inBody])].filter(isBlank);
}

/** Values in words, where one begins a paragraph or an item of a list, marked or not. */
const begins =
  /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?[*_“"]*)(?=fewer than |less than |not ranked |joint )(.)/u;

const withCapital = (text: string) =>
  text.replace(begins, (_, before: string, first: string) => before + first.toUpperCase());

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** Every ASCII sign with a backslash, so that a value is never markup (CommonMark 0.31, section 2.4). */
const escapeMarkdown = (text: string) => oneLine(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");

/**
 * The subject and the Markdown of one member's copy. Where there are several demands, a paragraph
 * or an item of a list that holds a demand's field is written once for each. What tells of an earlier
 * letter is left out for a member who had none.
 * @param letter its fields are known ones; its subject holds a demand's field only with one demand
 */
export function fillLetter(
  letter: { subject: string; body: string },
  copy: CopyFacts,
): { subject: string; body: string } {
  const [first] = copy.demands;
  if (!first) throw new Error("a letter without a demand");
  const fill = (text: string, demand: DemandFacts) =>
    withCapital(
      replaceFields(
        leftOutFields
          .filter((name) => valueOf(name, copy, demand) === undefined)
          .reduce<string>(leaveOut, text),
        (name) => escapeMarkdown(valueOf(name, copy, demand) ?? notKnown),
      ),
    );
  const forEach = (text: string, separator: string) =>
    holdsDemandField(text)
      ? copy.demands
          .map((demand) => fill(text, demand))
          .filter((filled) => filled !== "")
          .join(separator)
      : fill(text, first);
  return {
    subject: replaceFields(letter.subject, (name) =>
      oneLine(valueOf(name, copy, first) ?? notKnown),
    ),
    body: letter.body
      .split(/\n[ \t]*\n/)
      .map((block) =>
        splitItems(block)
          .map(({ text, isItem }) => forEach(text, isItem ? "\n" : "\n\n"))
          .filter((filled) => filled !== "")
          .join("\n"),
      )
      .join("\n\n"),
  };
}

const itemStart = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;

/** The lines of a block: what stands before its list, then each item with the lines that go on with it. */
function splitItems(block: string): { text: string; isItem: boolean }[] {
  const parts: { text: string; isItem: boolean }[] = [];
  for (const line of block.split("\n")) {
    const last = parts.at(-1);
    if (last && !itemStart.test(line)) last.text += `\n${line}`;
    else parts.push({ text: line, isItem: itemStart.test(line) });
  }
  return parts;
}
