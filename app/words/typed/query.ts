/** The parameters of queries, each with how its value is read: in one spelling, "" for one that says nothing. */
import { readPage } from "./list-page.ts";
import { readSearch } from "./search.ts";
import { readServer } from "./server-name.ts";

export type Query = Readonly<Record<string, (typed: string) => string>>;

const asTyped = (typed: string) => typed;
/** Of what follows a link in a mail nothing is read. */
const code = (typed: string) => /^\w*/.exec(typed.trim())![0];
const slug = (typed: string) => (/^[a-z0-9-]{1,100}$/.test(typed) ? typed : "");
/** A name as it was given, where it can be one. */
const line = (typed: string) =>
  typed.length <= 200 && /^\P{C}*$/u.test(typed) ? typed.trim() : "";
const page = (typed: string) => (readPage(typed) > 1 ? typed : "");
const oneOf =
  (...words: readonly string[]) =>
  (typed: string) =>
    words.includes(typed) ? typed : "";
/** A whole number from 1 on; more than `most` are as many. */
const number = (most: number) => (typed: string) =>
  /^\d{1,15}$/.test(typed) && Number(typed) > 0 ? String(Math.min(Number(typed), most)) : "";

export const demands = { q: readSearch, state: oneOf("open", "closed", "presented", "met") };
export const home = { ...demands, page };
export const places = { q: readSearch, page };
export const card = { lang: oneOf("en", "uk", "kk", "ru") };
export const share = { server: readServer };
export const members = {
  q: readSearch,
  party: line,
  answered: oneOf("yes", "no"),
  /** By the answer to a demand, named by its slug. */
  by: slug,
  page,
};
/** Of one demand: those who say one thing, or nothing. */
export const answers = {
  q: readSearch,
  said: oneOf("supports", "partly", "opposes", "declined", "no-answer"),
  page,
};
export const letter = { constituency: code, q: readSearch, page };
/** Of the list that organisers narrow; a party, a region or a demand that there is not finds nothing. */
export const sitting = {
  q: readSearch,
  party: line,
  region: line,
  demand: line,
  answered: oneOf("yes", "no"),
  address: oneOf("known", "none", "stale", "own"),
  writing: oneOf("yes", "no"),
  written: oneOf("yes", "no"),
  sort: oneOf("name", "party", "latest", "longest"),
  page,
};
export const nearby = { postcode: readSearch };
/** Those of petition.parliament.uk. */
export const filter = { q: readSearch, state: asTyped, topic: asTyped };
export const list = { count: number(50), page: number(999_999_999), ...filter };

/** What is asked: the parameters that are read alone, each in its one spelling. */
export function readQuery(query: Query, asked: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, read] of Object.entries(query)) {
    const value = read(asked.get(name) ?? "");
    if (value) kept.set(name, value);
  }
  return kept;
}
