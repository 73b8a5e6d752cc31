/** Looks for words as a person types them. */
import { withoutMarks } from "./marks.ts";

const SEARCH_MAX = 100;

/** What is looked for, in one spelling, so that the same question is the same page; "" is none. */
export const readSearch = (typed: string): string =>
  withoutMarks(typed.slice(0, SEARCH_MAX).toWellFormed().normalize("NFC"))
    .replace(/\s+/g, " ")
    .toLowerCase();

/** Letters and digits, small, without accents and marks that nobody sees, a space around each word: "Ynys Mon" finds Ynys Môn. */
function fold(text: string): string {
  const letters = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{DI}'’ʼ]/gu, "");
  return ` ${letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/** Names and texts change once in a while and are looked through all day. At more than so many all are forgotten. */
const MOST_FOLDED = 4000;
const folded = new Map<string, string>();

function foldOnce(text: string): string {
  let known = folded.get(text);
  if (known === undefined) {
    if (folded.size >= MOST_FOLDED) folded.clear();
    folded.set(text, (known = fold(text)));
  }
  return known;
}

type Texts = readonly (string | null | undefined)[];

function findAll(q: string, holds: (text: string, word: string) => boolean) {
  const wanted = [...new Set(fold(q).split(" "))].filter((word) => word !== "");
  return (...texts: Texts): boolean => {
    if (q === "") return true;
    const text = texts.map((one) => (one == null ? "" : foldOnce(one))).join("");
    return wanted.length > 0 && wanted.every((word) => holds(text, word));
  };
}

/**
 * Finds names.
 * @param q as `readSearch` gives it
 * @returns whether the texts together hold every word, in any order, each as a part of a word or a
 *   whole one; every row does while nothing is looked for, and none what has no letter or digit
 */
export const finder = (q: string): ((...texts: Texts) => boolean) =>
  findAll(q, (text, word) => text.includes(word));

/** Endings of English words, of Kazakh ones, and of Ukrainian and Russian ones, as `fold` leaves them; four letters stay, or five. */
const ENDINGS = [
  /(?<=.{4})(?:ies|y|ings?|ed|(?<=[sxz]|ch|sh)es|s)$/,
  /(?<=.{5})[лдт][ае]р$/,
  /(?<=.{5})(?:[лдт][ае]р)?(?:[дтн][ыі]ң?|[дтн][ае]н?|[ғгқк][ае])$/,
  /(?<=.{4})[аеєиіоуюяьвмхыэ]{1,3}$/,
];

/** The beginnings that other forms of a word may share with it. */
const stemsOf = (word: string) =>
  ENDINGS.map((ending) => word.replace(ending, "")).filter((stem) => stem !== word);

/**
 * Finds prose in any of our languages: as `finder`, and other forms of a word too, so that "protests"
 * finds "protesting" and «в'язнів» finds «в'язнями».
 */
export const proseFinder = (q: string): ((...texts: Texts) => boolean) =>
  findAll(
    q,
    (text, word) => text.includes(word) || stemsOf(word).some((stem) => text.includes(` ${stem}`)),
  );
