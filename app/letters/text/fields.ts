/** The fields of a letter: which there are, and where they stand in a text. */

import { findPlaceholders } from "./placeholders.ts";

export const fields = [
  { name: "member.name", ofDemand: false, means: "the member’s name" },
  { name: "constituency", ofDemand: false, means: "the member’s constituency" },
  { name: "demand.title", ofDemand: true, means: "the demand, in its own words" },
  { name: "total", ofDemand: true, means: "how many have signed it in all" },
  { name: "total.constituency", ofDemand: true, means: "how many of them in the constituency" },
  {
    name: "share.electorate",
    ofDemand: true,
    means: "the constituency’s signatures as a share of those who may vote there, such as 0.13%",
  },
  {
    name: "rank",
    ofDemand: true,
    means: "the constituency’s place among all, such as 12th of 650",
  },
  {
    name: "since.last",
    ofDemand: true,
    means:
      "how many have signed since the last letter about it to this member; who had none gets the letter without the sentence that holds it, or without its part after a semicolon",
  },
  {
    name: "since.last.constituency",
    ofDemand: true,
    means:
      "how many of them in the constituency; left out in the same way, also where one of the two numbers is too small to be told",
  },
  {
    name: "own.words",
    ofDemand: true,
    means:
      "how many there also wrote to the member in their own words; where fewer than 5 did, the sentence that holds it is left out, or its part after a semicolon",
  },
] as const;

export type LetterField = (typeof fields)[number]["name"];

/** Other names that are understood. */
const aliases: Readonly<Record<string, LetterField>> = {
  "mp.name": "member.name",
  count: "total",
};

const pattern = /\{\{([^{}]*)\}\}/g;

/** The field of a name as written between the braces, or undefined. */
function fieldOf(written: string): (typeof fields)[number] | undefined {
  const name = written.trim();
  const meant = aliases[name] ?? name;
  return fields.find((field) => field.name === meant);
}

/** A field that is filled, with no brace too many. */
const whole = /(?<!\{)\{\{([^{}]*)\}\}(?!\})/g;

/** What reads as a field and is none of ours, so that it would leave as it stands; each as written, once. */
export function findUnknownFields(text: string): string[] {
  return findPlaceholders(
    text.replace(whole, (all, written: string) =>
      fieldOf(written) ? FILLED.repeat(all.length) : all,
    ),
  );
}

/** In the place of what is filled: neither a letter nor a mark. */
const FILLED = "\ue000";

/** What tells of an earlier letter, or of letters in people’s own words: left out of a copy where there were none, or too few to be told. */
export const leftOutFields = [
  "since.last",
  "since.last.constituency",
  "own.words",
] as const satisfies readonly LetterField[];

/** Numbers that are others in each letter. */
export const numberFields = [
  ...(["total", "total.constituency", "share.electorate", "rank"] as const),
  ...leftOutFields,
] as const satisfies readonly LetterField[];

/** The fields of a text, each once. */
export const fieldsIn = (text: string): LetterField[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, written]) => fieldOf(written!)?.name ?? [])),
];

/** Whether a text holds a field that every demand fills with its own. */
export function holdsDemandField(text: string): boolean {
  return [...text.matchAll(pattern)].some(([, written]) => fieldOf(written!)?.ofDemand);
}

/** Puts values in the fields' place; what is no field stays. */
export function replaceFields(text: string, valueOf: (name: LetterField) => string): string {
  return text.replace(pattern, (whole, written: string) => {
    const field = fieldOf(written);
    return field ? valueOf(field.name) : whole;
  });
}

const told: Readonly<Record<LetterField, string>> = {
  "member.name": "your MP",
  constituency: "your constituency",
  "demand.title": "the demand",
  total: "so many",
  "total.constituency": "so many of you",
  "share.electorate": "a share of the electorate",
  rank: "its place among all",
  "since.last": "so many more",
  "since.last.constituency": "so many more of you",
  "own.words": "so many of them",
};

const named: Readonly<Record<LetterField, string>> = {
  "member.name": "member’s name",
  constituency: "constituency",
  "demand.title": "demand",
  total: "signatures",
  "total.constituency": "signatures there",
  "share.electorate": "share of the electorate",
  rank: "rank",
  "since.last": "new signatures",
  "since.last.constituency": "new signatures there",
  "own.words": "letters in people’s own words",
};

/** The subject as organisers read it, who know that each copy has another: its fields by name, in brackets. */
export const subjectInBrackets = (subject: string): string =>
  replaceFields(subject, (name) => `[${named[name]}]`);

/** The subject with words in the place of its fields; English, as letters are. */
export const readableSubject = (subject: string): string =>
  replaceFields(subject, (name) => told[name]).replace(/^./u, (first) => first.toUpperCase());
