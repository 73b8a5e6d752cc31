/** What every benchmark is given, and how it refuses to report. */
import type { Child } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import type { Figure } from "./figures.ts";
import type { Load, Loaded } from "./load.ts";

export interface Tools {
  cluster: Cluster;
  generator: Child<Load, Loaded[]>;
  /** Pairs of runs behind each figure. */
  runs: number;
  /** Length of one run. */
  seconds: number;
  /** Length of the viral day. */
  viralSeconds: number;
  /** Shrinks what would take minutes: queued mails, stored signatures. */
  quick: boolean;
  /** Tells how far it is. */
  say: (line: string) => void;
}

export type Bench = (tools: Tools) => Promise<Figure[]>;

/** Thrown when a request failed or the database does not hold what was acknowledged. */
export class NotFit extends Error {
  override name = "NotFit";
}

/** @throws NotFit when `holds` is false */
export function insist(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new NotFit(sentence);
}
