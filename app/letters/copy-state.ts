/** How far one member's copy of a letter has come. */

export const copyStates = [
  "waiting",
  "sent",
  "delivered",
  "not-delivered",
  "unknown",
  "recent",
  "no-address",
  "no-seat",
  "cancelled",
] as const;
export type CopyState = (typeof copyStates)[number];

export interface CopyRow {
  memberId: number;
  name: string;
  party: string;
  constituency: string;
  hasAddress: boolean;
  state: CopyState;
}

export type CopyCounts = Record<CopyState, number>;

export function countCopies(copies: readonly { state: CopyState }[]): CopyCounts {
  const counts = Object.fromEntries(copyStates.map((state) => [state, 0])) as CopyCounts;
  for (const { state } of copies) counts[state]++;
  return counts;
}

/** Copies that were to go out, and those of them that have left, wait, or were stopped. */
export function progressOf(counts: CopyCounts): {
  all: number;
  left: number;
  waiting: number;
  stopped: number;
} {
  const { waiting, cancelled: stopped } = counts;
  const left = counts.sent + counts.delivered + counts["not-delivered"] + counts.unknown;
  return { left, waiting, stopped, all: left + waiting + stopped };
}
