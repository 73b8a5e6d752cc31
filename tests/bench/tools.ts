/** What every benchmark is given, and how it refuses to report. */
import type { Child } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import type { Figure } from "./figures.ts";
import type { Load, Loaded } from "./load.ts";

export interface Tools {
  cluster: Cluster;
  generator: Child<Load, Loaded>;
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

export const CONNECTIONS = 64;

/**
 * One run of the generator.
 * @returns requests answered, and how many that is a second
 * @throws NotFit when an answer had another status than `expected`
 */
export async function loadFor(
  { generator, seconds }: Pick<Tools, "generator" | "seconds">,
  { port, ask }: Pick<Load, "port" | "ask">,
  expected: number,
): Promise<{ count: number; rate: number }> {
  const loaded = await generator.ask({ port, ask, connections: CONNECTIONS, seconds });
  const { [expected]: count = 0, ...others } = loaded.statuses;
  const failed = Object.entries(others).map(([status, times]) => `${times} × ${status}`);
  insist(failed.length === 0, `of the requests (${ask.what}) ${failed.join(", ")} failed`);
  insist(count > 0, `no request (${ask.what}) was answered`);
  return { count, rate: count / loaded.seconds };
}
