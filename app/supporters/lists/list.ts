/** A list of addresses from elsewhere whose people are invited to sign: its bounds, its states, what it shows. */
import type { InviteListState } from "#db/schema.ts";

import type { Flash } from "../../words/flash.ts";

/** Of a list's file, and of what is in it. */
export const MOST_BYTES = 4 * 1024 * 1024;
export const MOST_ADDRESSES = 50_000;
/** Lines named that hold no address. */
export const MOST_LINES_NAMED = 50;

/** Stands for the address of who gets no invitation, and has a turn all the same. */
export const NOBODY = "";

export const PER_HOUR_MAX = 36_000;
/** Invitations an hour, where nobody says otherwise. */
export const PER_HOUR = 60;

/** How long addresses are kept at most, a list that nobody begins, and links in the mails. */
export const KEPT_DAYS = 30;
export const UNBEGUN_DAYS = 7;
export const LINK_DAYS = 30;
/** An inbox is invited once in so many months. */
export const INVITED_MONTHS = 12;

/** At this pace a list is through before its addresses go, with a day to spare. */
export const leastPerHour = (addresses: number): number =>
  Math.max(1, Math.ceil(addresses / ((KEPT_DAYS - 1) * 24)));

interface ListDeed {
  from: readonly InviteListState[];
  to: InviteListState;
  /** Its name in the audit log. */
  action: string;
  said: Flash;
  refused: Flash;
  /** Whether it stops what may be on its way. */
  stops: boolean;
}

/** What is done with a list in which state, and where that leads. */
export const listDeeds = {
  begin: {
    ...{ from: ["read"], to: "running", stops: false },
    action: "invitations.begin",
    ...{ said: "list-begun", refused: "list-not-read" },
  },
  pause: {
    ...{ from: ["running"], to: "paused", stops: true },
    action: "invitations.pause",
    ...{ said: "list-paused", refused: "list-not-running" },
  },
  resume: {
    ...{ from: ["paused"], to: "running", stops: false },
    action: "invitations.resume",
    ...{ said: "list-resumed", refused: "list-not-paused" },
  },
  cancel: {
    ...{ from: ["running", "paused"], to: "cancelled", stops: true },
    action: "invitations.cancel",
    ...{ said: "list-cancelled", refused: "list-over" },
  },
  drop: {
    ...{ from: ["read"], to: "dropped", stops: false },
    action: "invitations.drop",
    ...{ said: "list-dropped", refused: "list-not-read" },
  },
} as const satisfies Record<string, ListDeed>;

export type ListDeedName = keyof typeof listDeeds;
export const listDeedNames = Object.keys(listDeeds) as ListDeedName[];

export const listDeedOf = (name: ListDeedName): ListDeed => listDeeds[name];

/** Below this a number would tell of single people whether they have signed. */
const SHOWN_FROM = 5;

/** A number of people about whom nothing may be learnt one by one; undefined for a small one. */
export const shownNumber = (count: number): number | undefined =>
  count < SHOWN_FROM ? undefined : count;
