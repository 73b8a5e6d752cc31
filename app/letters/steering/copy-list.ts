/** A letter's copies as a list that can be narrowed down: by what became of each. */
import type { CopyState } from "#db/schema.ts";

import type { CopyRow } from "../copy-life.ts";
import type { Try } from "../try.ts";

/** A copy with its history. */
export interface ListedCopy extends CopyRow {
  tries: Try[];
  /** The day on which the member said where they stand, since the letter was counted. */
  answeredOn: string | null;
}

/** By what is chosen, the states that are shown. */
const states = {
  waiting: ["waiting", "queued"],
  left: ["sent", "delivered", "bounced", "complained"],
  delivered: ["delivered", "complained"],
  bounced: ["bounced"],
  complained: ["complained"],
  failed: ["failed"],
  unknown: ["unknown"],
  "left-out": ["left-out", "asked-not", "recent", "not-yet", "no-address", "no-seat"],
  stopped: ["cancelled"],
} as const satisfies Record<string, readonly CopyState[]>;

export const copyFilters = [
  ...(Object.keys(states) as (keyof typeof states)[]),
  "answered",
] as const;
export type CopyFilter = (typeof copyFilters)[number];

/** @returns undefined for none, and for what is none */
export const readCopyFilter = (typed: string | null): CopyFilter | undefined =>
  copyFilters.find((one) => one === typed);

export function isShown(copy: ListedCopy, filter: CopyFilter | undefined): boolean {
  if (filter === undefined) return true;
  if (filter === "answered") return copy.answeredOn !== null;
  return (states[filter] as readonly CopyState[]).includes(copy.state);
}
