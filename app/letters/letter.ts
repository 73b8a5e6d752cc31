/** A letter to members: what an organiser writes, whom it is for, what became of it. */
import * as v from "valibot";

import type { LetterState } from "#db/schema.ts";

import { SHOWN_FROM } from "../places/shown.ts";

export const SUBJECT_MAX = 200;
/** A posted form takes 64 kB in all. */
export const BODY_MAX = 20_000;
export const PER_HOUR_MAX = 100_000;
export const REASON_MAX = 500;
/** A member gets one letter about a demand in this time. */
export const REST_DAYS = 30;

export const audienceKinds = ["all", "region", "party", "members", "threshold"] as const;

/** Whom a letter is for, as it is stored. */
export const audience = v.variant("to", [
  v.object({ to: v.literal("all") }),
  v.object({ to: v.literal("region"), region: v.string() }),
  v.object({ to: v.literal("party"), party: v.string() }),
  v.object({ to: v.literal("members"), members: v.array(v.number()) }),
  /** Where at least so many signed one of the demands. */
  v.object({ to: v.literal("threshold"), threshold: v.pipe(v.number(), v.minValue(SHOWN_FROM)) }),
]);
export type LetterAudience = v.InferOutput<typeof audience>;

export function describeAudience(whom: LetterAudience): string {
  switch (whom.to) {
    case "all":
      return "All members";
    case "region":
      return `Members in ${whom.region}`;
    case "party":
      return `Members of ${whom.party}`;
    case "members":
      return whom.members.length === 1
        ? "One chosen member"
        : `${whom.members.length} chosen members`;
    case "threshold":
      return `Members where at least ${whom.threshold} people signed`;
  }
}

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
}

/**
 * As it would be sent at this moment, or was.
 * @param live mail goes to members' own addresses: else it would be a rehearsal
 */
export const asSent = (letter: Letter, live: boolean): Letter =>
  letter.countedAt === null ? { ...letter, rehearsal: !live } : letter;

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
