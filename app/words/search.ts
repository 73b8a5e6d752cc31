/** Looks for words as a person types them. */
import { withoutMarks } from "./marks.ts";

const SEARCH_MAX = 100;

/** What is looked for, in one spelling, so that the same question is the same page; "" is none. */
export const readSearch = (typed: string): string =>
  withoutMarks(typed.slice(0, SEARCH_MAX).toWellFormed().normalize("NFC"))
    .replace(/\s+/g, " ")
    .toLowerCase();

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

/** Without case, accents and marks that nobody sees: "Ynys Mon" finds Ynys Môn. */
const plain = (text: string) =>
  // most names are, and normalizing hundreds of them takes a millisecond
  (isAscii(text) ? text : withoutMarks(text).normalize("NFD").replace(/\p{M}/gu, "")).toLowerCase();

/** @returns whether one of the texts holds what is looked for; every row does while nothing is typed */
export function finder(q: string): (...texts: readonly (string | null | undefined)[]) => boolean {
  const wanted = plain(q.trim());
  return (...texts) =>
    wanted === "" || texts.some((text) => text != null && plain(text).includes(wanted));
}
