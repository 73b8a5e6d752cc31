/** An entry of a demand's timeline, in each of its languages. */
import type { LocaleCode, Outcome, UpdateKind } from "#db/schema.ts";

/** The languages that translate the English. */
export const otherLocales = ["uk", "kk", "ru"] as const satisfies readonly LocaleCode[];
export type OtherLocale = (typeof otherLocales)[number];

export interface EntryText {
  subject: string;
  /** Markdown. */
  body: string;
}

/** What organisers write. */
export interface EntryWords {
  english: EntryText;
  others: Partial<Record<OtherLocale, EntryText>>;
  /** An address on the web. */
  sourceUrl: string | null;
}

/** What is written of an entry at once. */
export interface NewEntry extends EntryWords {
  kind: UpdateKind;
  outcome?: Outcome | null;
  /** `YYYY-MM-DD` */
  occurredOn: string;
}

export interface Entry extends EntryWords {
  id: number;
  kind: UpdateKind;
  outcome: Outcome | null;
  /** `YYYY-MM-DD` */
  occurredOn: string;
  removedAt: Date | null;
  version: string;
}

/** What organisers write by themselves; all else comes from a step of the demand's life. */
export const writtenKinds = ["update", "answer"] as const satisfies readonly UpdateKind[];
export type WrittenKind = (typeof writtenKinds)[number];

export const isWritten = (kind: UpdateKind): kind is WrittenKind =>
  (writtenKinds as readonly UpdateKind[]).includes(kind);

/** Whether its day and the fact of it are a step's, which no edit moves: only its words are changed. */
export const isStep = (kind: UpdateKind): boolean => !isWritten(kind) && kind !== "outcome";
