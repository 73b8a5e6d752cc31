/** A letter's subject as a heading that everybody can read. */
import { type LetterField, replaceFields } from "./fields.ts";

const plain: Readonly<Record<LetterField, string>> = {
  "member.name": "your MP",
  constituency: "your constituency",
  "demand.title": "the demand",
  total: "so many",
  "total.constituency": "so many of you",
  "share.electorate": "a share of the electorate",
  rank: "its place among all",
  "since.last": "so many more",
};

/** The subject with words in the place of its fields; English, as letters are. */
export const readableSubject = (subject: string): string =>
  replaceFields(subject, (name) => plain[name]).replace(/^./u, (first) => first.toUpperCase());
