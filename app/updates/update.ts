/** An update to those who signed: what an organiser writes, what it is about, what became of it. */
import type { LocaleCode, SupporterUpdateState } from "#db/schema.ts";
import type { UpdateTexts } from "#emails/message.ts";

export const SUBJECT_MAX = 200;
/** In each language. */
export const BODY_MAX = 10_000;
export const PER_HOUR_MAX = 1_000_000;
/** Mails an hour, where nobody says otherwise. */
export const PER_HOUR = "20000";
export const REASON_MAX = 500;
/** A person gets one update in this time, whatever it is about. */
export const REST_DAYS = 7;
/** So long it is kept to whom an update was mailed. */
export const KEPT_DAYS = 14;

/** What an organiser wrote. */
export interface Draft {
  texts: UpdateTexts;
  /** Those who signed one of them, and asked for news of it, get it. */
  demandIds: number[];
  /** Mails an hour. */
  perHour: number;
}

/** How far it has come, in people. */
export interface Progress {
  /** When it began; null before. */
  people: number | null;
  left: number;
  /** Of them, those whose mail came back or was marked as spam. */
  returned: number;
  failed: number;
  unknown: number;
  limited: number;
}

export interface Update extends Draft {
  id: number;
  state: SupporterUpdateState;
  /** Null where the organiser is one no longer. */
  createdBy: number | null;
  overrideReason: string | null;
  createdAt: Date;
  beganAt: Date | null;
  finishedAt: Date | null;
  progress: Progress;
}

/** The languages it is written in. */
export const languagesOf = ({ texts }: Pick<Draft, "texts">): LocaleCode[] =>
  (Object.keys(texts) as LocaleCode[]).filter((locale) => texts[locale] !== undefined);

/** Of those who were counted when it began: who has still to get it, as far as it is known. */
export const waitingOf = ({ people, left, failed, unknown, limited }: Progress): number =>
  Math.max((people ?? 0) - left - failed - unknown - limited, 0);
