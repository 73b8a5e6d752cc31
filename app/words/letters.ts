/** What organisers read of letters and their copies; English, as their pages are. */
import type { CopyState, LetterState } from "#db/schema.ts";

/** What a letter waits for, where it is a person. */
export const letterNeeds: Readonly<Partial<Record<LetterState, string>>> = {
  draft: "needs approval",
  approved: "is approved and can be sent",
  paused: "is paused",
};

/** Of a copy that is left out of a rehearsal. */
export const rehearsedLately = "left out: had a letter, or a rehearsal of one, in the last 30 days";

export const copyStates: Readonly<Record<CopyState, string>> = {
  waiting: "waits",
  queued: "waits, about to leave",
  sent: "sent",
  delivered: "delivered",
  bounced: "not delivered: it bounced",
  complained: "delivered, and marked as spam",
  failed: "not delivered: it was not taken on",
  unknown: "not known whether it left",
  recent: "left out: had a letter in the last 30 days",
  "not-yet": "left out: too soon for how often they chose to be written to",
  "no-address": "left out: no address is known",
  "no-seat": "left out: no longer holds the seat",
  "asked-not": "left out: asked not to be written to",
  "left-out": "left out by an organiser",
  cancelled: "stopped",
};
