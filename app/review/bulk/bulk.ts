/** Bulk work as a record: which signatures it is of, what it makes of them, how far it is. */
import * as v from "valibot";

import type { ReviewDeed, ReviewState } from "#db/schema.ts";

import type { Standing } from "../../signatures/set-aside.server.ts";

/** Stands for the key of a network, which is kept for a day. */
export const FORGOTTEN = "forgotten";

/** Whether it is the key of a mail domain: 64 bits, as their decimal. */
export const isDomainKey = (text: string): boolean =>
  /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** Whether it is a moment since 1970 as `toISOString` writes it: Postgres takes each of them. */
export function isMoment(text: string): boolean {
  const ms = Date.parse(text);
  return ms >= 0 && text.length === 24 && new Date(ms).toISOString() === text;
}

const moment = v.pipe(v.string(), v.check(isMoment));

const schema = v.object({
  /** The key of a mail domain. */
  domain: v.optional(v.pipe(v.string(), v.check(isDomainKey))),
  /** A GSS or country code. */
  place: v.optional(v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,9}$/))),
  /** A network's key of the day. */
  network: v.optional(v.pipe(v.string(), v.regex(/^[\w -]{1,40}$/))),
  demand: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1))),
  /** Confirmed at this moment or later, and before that one. */
  from: v.optional(moment),
  until: v.optional(moment),
  standing: v.optional(v.picklist(["counted", "held"])),
});

/** All of them have to hold. */
export type Conditions = v.InferOutput<typeof schema>;

/** @returns undefined for what is none, or says nothing of which signatures are meant */
export function readConditions(stored: unknown): Conditions | undefined {
  const result = v.safeParse(schema, stored);
  if (!result.success) return undefined;
  const { standing: _, ...which } = result.output;
  return Object.keys(which).length > 0 ? result.output : undefined;
}

export const deeds = ["hold", "release", "invalidate"] as const satisfies ReviewDeed[];

interface Makes {
  from: readonly Exclude<Standing, "invalidated">[];
  to: Standing;
}

/** What each deed makes of what. */
export const makes: Readonly<Record<ReviewDeed, Makes>> = {
  hold: { from: ["counted"], to: "held" },
  release: { from: ["held"], to: "counted" },
  invalidate: { from: ["counted", "held"], to: "invalidated" },
};

/** What a signature must be now, for a deed to be done to it. */
export const askedStandings = (
  deed: ReviewDeed,
  { standing }: Conditions,
): Exclude<Standing, "invalidated">[] =>
  makes[deed].from.filter((one) => standing === undefined || one === standing);

/** Signatures by what they are. */
export interface Split {
  counted: number;
  held: number;
}

/** What a set held when it was found. */
export interface Seen {
  demands: ({ demand: number } & Split)[];
  /** The most first. */
  places: ({ place: string } & Split)[];
  /** Places beyond those, and their signatures. */
  otherPlaces: number;
  others: Split;
}

/** As many are shown one by one. */
export const PLACES_SEEN = 30;

/** Of more signatures than that the number is typed before they are touched. */
export const TYPED_FROM = 1_000;

/** Signatures in one transaction. */
export const STEP = 500;

/** How long a set is kept that nobody wanted, and how long a work can be undone; in milliseconds. */
export const SET_KEPT = 24 * 3_600_000;
export const UNDO_KEPT = 30 * 24 * 3_600_000;

export const isAtWork = (state: ReviewState): boolean =>
  state === "finding" || state === "running" || state === "undoing";

/** Whether it can be undone at that moment. */
export const canUndo = (
  { state, changed, finishedAt }: { state: ReviewState; changed: number; finishedAt: Date | null },
  now: Date,
): boolean =>
  (state === "done" || state === "cancelled") &&
  changed > 0 &&
  finishedAt !== null &&
  now.getTime() - finishedAt.getTime() < UNDO_KEPT;
