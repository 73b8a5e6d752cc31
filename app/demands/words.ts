/** What organisers write of a demand: its words in one language, its settings, and the lines of both. */
import type { LocaleCode } from "#db/schema.ts";

import { demandLabels as say } from "../words/organise/demands.ts";
import { typedMoment } from "../words/typed/local-time.ts";

export const TITLE_MAX = 150;
export const SUMMARY_MAX = 400;
/** With the rest of the form, and every letter of six bytes as it is sent, within what a form may be. */
export const BODY_MAX = 8_000;
export const ADDRESSEE_MAX = 150;
export const TRANSLATOR_MAX = 150;
export const GOAL_MAX = 100_000_000;
export const POSITION_MAX = 9_999;
export const TOPICS_MAX = 10;

export interface Words {
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  addressee: string;
  /** Of a translation: who made it; null where nobody is named. */
  translatedBy: string | null;
}

/** Words as they are kept. */
export interface KeptWords extends Words {
  /** Of a translation: which English it was made from. Of the English: which it is. */
  englishRevision: number;
}

export interface Settings {
  slug: string;
  /** Null for the next round number. */
  goal: number | null;
  topics: string[];
  /** Of a draft: when it is to open. */
  openedAt: Date | null;
  closesAt: Date | null;
  position: number;
}

/** What the second saver compares. */
export interface LabelledText {
  label: string;
  text: string;
}

/** Those of two languages, or of two hands, have the same labels. */
export const linesOfWords = (words: Words | undefined, locale: LocaleCode): LabelledText[] => [
  { label: say.title, text: words?.title ?? "" },
  { label: say.summary, text: words?.summary ?? "" },
  { label: say.body, text: words?.body ?? "" },
  { label: say.addressee, text: words?.addressee ?? "" },
  ...(locale === "en" ? [] : [{ label: say.translatedBy, text: words?.translatedBy ?? "" }]),
];

export const linesOfSettings = (settings: Settings): LabelledText[] => [
  { label: say.slug, text: settings.slug },
  { label: say.goal, text: settings.goal === null ? say.nextRound : String(settings.goal) },
  { label: say.topics, text: settings.topics.join(", ") },
  { label: say.openedAt, text: typedMoment(settings.openedAt).replace("T", " ") },
  { label: say.closesAt, text: typedMoment(settings.closesAt).replace("T", " ") },
  { label: say.position, text: String(settings.position) },
];

/** What a signature is given to: other words of these are other words. */
export const isSameText = (one: Words, other: Words): boolean =>
  one.title === other.title && one.body === other.body;

export const isSameWords = (one: Words, other: Words): boolean =>
  isSameText(one, other) &&
  one.summary === other.summary &&
  one.addressee === other.addressee &&
  one.translatedBy === other.translatedBy;
