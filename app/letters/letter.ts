/** A letter to members: what an organiser writes, whom it is for, what became of it. */
import type { LetterState } from "#db/schema.ts";

import type { LetterAudience } from "./audience.ts";

export const SUBJECT_MAX = 200;
/** A posted form takes 64 kB in all. */
export const BODY_MAX = 20_000;
export const PER_HOUR_MAX = 100_000;
export const REASON_MAX = 500;
/** A member gets one letter about a demand in this time. */
export const REST_DAYS = 30;

/** What an organiser wrote. */
export interface Draft {
  subject: string;
  /** Markdown with fields. */
  body: string;
  demandIds: number[];
  audience: LetterAudience;
  /** Copies an hour. */
  perHour: number;
  window: "any" | "office-hours";
}

export interface Letter extends Draft {
  id: number;
  state: LetterState;
  /** Null where the organiser is one no longer. */
  createdBy: number | null;
  approvedBy: number | null;
  overrideReason: string | null;
  /** No copy goes to a member's own address. */
  rehearsal: boolean;
  /** When the totals were counted, which is when sending began. */
  countedAt: Date | null;
  createdAt: Date;
  approvedAt: Date | null;
  finishedAt: Date | null;
  /** When it is to be sent by itself, once it is approved. */
  sendAt: Date | null;
  /** May go out again by itself to members who chose a number. */
  repeatable: boolean;
}

/**
 * As it would be sent at this moment, or was.
 * @param live mail goes to members' own addresses: else it would be a rehearsal
 */
export const asSent = (letter: Letter, live: boolean): Letter =>
  letter.countedAt === null ? { ...letter, rehearsal: !live } : letter;

/** Where a member's copy goes in a rehearsal: to nobody (RFC 2606). */
export const standIn = (memberId: number): string => `member-${memberId}@example.invalid`;

/** A demand of a letter with its total as it was sent. */
export interface SentDemand {
  id: number;
  slug: string;
  title: string;
  /** Of the title, where it is not the one asked for. */
  lang: string | undefined;
  /** As counted for the letter. */
  total: number;
}

/** A constituency with its numbers as they were sent. */
export interface SentPlace {
  code: string;
  name: string;
  /** In the order of the demands; null where too few signed to be shown, none among them. */
  counts: (number | null)[];
}
