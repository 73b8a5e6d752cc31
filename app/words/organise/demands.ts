/** What organisers are told of demands and their forms. */
import type { DemandState, LocaleCode } from "#db/schema.ts";

import { formatNumber } from "../format.ts";
import { plural } from "../plural.ts";

const n = (value: number) => formatNumber("en", value);
const people = (count: number) =>
  plural("en", count, { one: `${n(count)} person`, other: `${n(count)} people` });

export const demandFlashes = {
  "demand-made": "The draft is kept. Nobody but organisers sees it until it is opened.",
  "demand-kept": "The demand is changed.",
  "demand-words-new":
    "The words are changed. Who signed before signed the old words, and it stays so.",
  "demand-stale":
    "Somebody else has changed this demand since you opened it. Yours is not kept yet.",
  "demand-slug-taken": "Another demand has this address. Nothing was kept.",
  "demand-asked": "Nothing is kept yet. Look at what changes, then press once more.",
  "demand-gone": "There is no such demand, so this changed nothing.",
  "demands-moved": "The order is changed.",
  "demands-order-stale":
    "Somebody else has changed the order since you opened the page. Nothing was moved.",
  "translation-kept": "The translation is kept.",
  "translation-right": "The translation is up to date.",
  "translation-stale":
    "The translation, or the English, has changed since you opened the page. Yours is not kept yet.",
  "translation-removed": "The translation is taken away. The English text stands in for it.",
  "translation-signed":
    "People have signed the words of this translation, so it stays. Change it instead: what they signed is kept.",
  "translation-none": "There is no such translation, so this changed nothing.",
};

/** Of the fields, wherever they are shown. */
export const demandLabels = {
  title: "Title",
  summary: "Summary",
  body: "The text",
  addressee: "Demanded of",
  translatedBy: "Translated by",
  goal: "Goal",
  nextRound: "the next round number",
  openedAt: "Opens",
  closesAt: "Closes",
  slug: "Address",
  topics: "Topics",
  position: "Place in the list",
};

export const stateNames: Record<DemandState, string> = {
  draft: "Draft",
  open: "Open",
  closed: "Closed",
  removed: "Taken down",
};

export const languageNames: Record<LocaleCode, string> = {
  en: "English",
  uk: "Ukrainian",
  kk: "Kazakh",
  ru: "Russian",
};

const long = (what: string) => (most: number) =>
  `${what} is longer than ${n(most)} characters. Shorten it.`;

/** What is wrong with a field, and what to do. */
export const demandProblems = {
  notKept: "Nothing was kept yet",
  titleEmpty: "Write the title.",
  titleLong: long("The title"),
  titleOdd: "Write the title in one line of plain characters.",
  summaryEmpty: "Write the summary: one or two sentences for lists and shared links.",
  summaryLong: long("The summary"),
  summaryOdd: "Write the summary in one line of plain characters.",
  bodyEmpty: "Write the text: why this is demanded.",
  bodyLong: long("The text"),
  bodyOdd: "The text holds characters that cannot be kept. Type it anew.",
  addresseeEmpty: "Write of whom it is demanded.",
  addresseeLong: long("The name of whom it is demanded of"),
  addresseeOdd: "Write in one line of plain characters of whom it is demanded.",
  translatorLong: long("The translator’s name"),
  translatorOdd: "Write the translator’s name in one line of plain characters.",
  goal: (most: number) =>
    `Write the goal as a whole number from 1 to ${n(most)}, or leave it empty.`,
  timeOdd: "Write a day and a time that exist, such as 2026-03-04 17:00.",
  timeGap:
    "That time does not exist in London: clocks go forward that night, from 1:00 to 2:00. Write 2:00 or later, or a time before 1:00.",
  openedPast: "This opening time is over. Write a later one, or leave it empty.",
  closesPast: "This closing time is over. Write a later one, or leave it empty.",
  closesFirst: "It would close before it opens. Write a later closing time.",
  slug: (most: number) =>
    `Write the address in small Latin letters and digits with single hyphens between, at most ${n(most)} characters, such as free-the-prisoners.`,
  slugTaken: "Another demand has this address, or had it once. Write another one.",
  topics: (most: number) =>
    `Write at most ${n(most)} topics of letters, digits and hyphens, with commas between them.`,
  position: (most: number) => `Write a whole number from 0 to ${n(most)}, or leave it empty.`,
};

export const demandPages = {
  zone: "London time",
  missing: "missing",
  outdated: "out of date",
  notKeptSigned: (signed: number) =>
    signed === 0
      ? "Nothing is kept yet: people have signed this demand"
      : "Nothing is kept yet: these words were signed",
  signedNotice: (signed: number, all: number) =>
    all === signed
      ? `${people(signed)} signed the words as they stand now.`
      : `${people(all)} signed this demand, ${n(signed)} of them with the words as they stand now.`,
  waitingNotice: (waiting: number) =>
    waiting === 0
      ? ""
      : ` ${people(waiting)} ${waiting === 1 ? "was sent a link and has" : "were sent a link and have"} not confirmed yet.`,
};
