/** People at one site: what they ask of it, and how much of that was acknowledged. */
import type { Ask, Load, Loaded, Target } from "./load.ts";
import { insist, type Tools } from "./tools.ts";

export interface Crowd {
  /** What is asked in the next run. @param requests as many as it will take at most */
  next: (requests: number) => Promise<Target>;
  /**
   * Counts what came of it.
   * @returns how much was acknowledged
   * @throws NotFit when an answer had another status than it must have
   */
  hear: (loaded: Loaded) => number;
  /** What was acknowledged in all runs. */
  done: () => number;
}

/** Who answers; `folder` when it is a site. */
export interface Host {
  port: number;
  folder?: string;
}

/**
 * @param expected the status of every answer
 * @param ask told how much was acknowledged before, and how many requests the run will take at most
 */
export function createCrowd(
  { port, folder }: Host,
  expected: number,
  ask: (done: number, requests: number) => Ask | Promise<Ask>,
): Crowd {
  let done = 0;
  const which = folder === undefined ? "" : ` to the site in ${folder}`;
  return {
    next: async (requests) => ({ port, ask: await ask(done, requests) }),
    hear: ({ statuses }) => {
      const { [expected]: count = 0, ...others } = statuses;
      const failed = Object.entries(others).map(([status, times]) => `${times} × ${status}`);
      insist(failed.length === 0, `of the requests${which} ${failed.join(", ")} failed`);
      insist(count > 0, `no request${which} was answered`);
      done += count;
      return count;
    },
    done: () => done,
  };
}

/** Those who read one path after the other. */
export const readersOf = (host: Host, ...paths: string[]): Crowd =>
  createCrowd(host, 200, () => ({ what: "get", paths }));

const CONNECTIONS = 64;

/** One run as long as every run. @returns what was acknowledged in a second */
export async function rateFor(
  { generator, seconds }: Pick<Tools, "generator" | "seconds">,
  crowd: Crowd,
): Promise<number> {
  const targets = [await crowd.next(Infinity)];
  const [loaded] = await generator.ask({ targets, connections: CONNECTIONS, pace: { seconds } });
  return crowd.hear(loaded!) / loaded!.seconds;
}

/**
 * One run of so many requests to each site, in so many turns.
 * @returns how long each site took
 */
export async function secondsFor(
  { generator }: Pick<Tools, "generator">,
  crowds: readonly Crowd[],
  pace: Extract<Load["pace"], { turns: number }>,
): Promise<number[]> {
  const requests = pace.turns * pace.requests;
  const targets: Target[] = [];
  for (const crowd of crowds) targets.push(await crowd.next(requests));
  const all = await generator.ask({ targets, connections: CONNECTIONS, pace });
  return all.map((loaded, index) => {
    const count = crowds[index]!.hear(loaded);
    insist(count === requests, `${requests - count} requests were not answered`);
    return loaded.seconds;
  });
}
