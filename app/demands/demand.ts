/** A demand as pages show it. */
import type { DemandState, LocaleCode, Outcome } from "#db/schema.ts";

export interface Demand {
  id: number;
  slug: string;
  state: DemandState;
  outcome: Outcome;
  /** As set by organisers, else the next round number. */
  goal: number;
  /** Confirmed signatures that stand. */
  count: number;
  /** Confirmed ones that are not counted before somebody has looked. */
  held: number;
  textVersion: number;
  /** The language that the text is in: the one asked for, else English. */
  textLocale: LocaleCode;
  /** That language where it is not the one asked for, as a page says it of the text. */
  lang: LocaleCode | undefined;
  /** Whether the English has changed since this translation was made. */
  outdated: boolean;
  title: string;
  summary: string;
  body: string;
  addressee: string;
  translatedBy: string | null;
  /** Whether it can be signed on paper, for the House of Commons. */
  onPaper: boolean;
  topics: string[];
  createdAt: Date;
  /** When what programs are told of it last changed: its words, its state or one of its counts. */
  updatedAt: Date;
  openedAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
  responseThresholdReachedAt: Date | null;
  debateThresholdReachedAt: Date | null;
}

/** Whether a text names a demand by its form: small letters, digits and hyphens. */
export const isSlug = (text: string): boolean => /^[a-z0-9-]{1,100}$/.test(text);

/** Whether a new signing is taken: until the very moment of closing, whenever the state follows it. */
export const takesSignings = (
  { state, closesAt }: Pick<Demand, "state" | "closesAt">,
  now: Date,
): boolean => state === "open" && (closesAt === null || closesAt > now);
