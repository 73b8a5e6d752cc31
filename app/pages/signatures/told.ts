/** What pages about signatures show, with the names of what it is of. */
import type { ReviewDeed, ReviewState } from "#db/schema.ts";

import type { Split } from "../../review/bulk/bulk.ts";
import type { ClusterKind } from "../../review/clusters/cluster.ts";

/** By what they are now. */
export interface Standings {
  counted: number;
  held: number;
  invalidated: number;
}

export interface ToldCluster {
  id: string;
  /** The query of its page. */
  asked: Record<string, string>;
  kind: ClusterKind;
  name: string;
  why: string;
  size: number;
  standings: Standings;
  first: Date;
  last: Date;
}

export interface Bar {
  name: string;
  count: number;
}

export interface ToldLook {
  number: number;
  standings: Standings;
  /** Null of fewer than are told apart. */
  facts: { first: Date; last: Date; updates: number; quick: number } | null;
  parts: { head: string; bars: Bar[]; of: number }[];
}

/** A bulk work as its page and the list tell it. */
export interface ToldBulk {
  id: number;
  version: string;
  deed: ReviewDeed;
  state: ReviewState;
  isAtWork: boolean;
  canUndo: boolean;
  /** Which signatures. */
  of: string;
  reason: string;
  number: number | null;
  done: number;
  changed: number;
  restored: number;
  /** How far it is, where it is at work. */
  progress: { done: number; all: number } | null;
  who: string;
  undoneBy: string | null;
  at: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
}

export type SeenLine = { name: string } & Split;

/** What a set held when it was found. */
export interface ToldSeen {
  demands: SeenLine[];
  places: SeenLine[];
  otherPlaces: number;
  others: Split;
}
