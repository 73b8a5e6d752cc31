/** Lets costly work begin in turn: a bounded number at once, and fairly between lanes. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Turns {
  /**
   * @param lane whose work it is: lanes take turns, so that a long one delays no other
   * @param isWanted asked when its turn has come; what nobody waits for is not begun
   * @param work not to be begun before its turn
   * @returns what it gave; undefined when it was not begun, for its lane was full or it was not wanted
   */
  take: <T>(
    lane: string,
    isWanted: () => boolean,
    work: () => Promise<T>,
  ) => Promise<T | undefined>;
}

interface Lane {
  waiting: (() => void)[];
  /** Under way or resting. */
  inHand: number;
}

export const BOUNDS = {
  /** Under way at once in all. */
  atOnce: 6,
  /** Of one lane, rests included. */
  atOnceOfLane: 2,
  /** So many of one lane wait, and of all. */
  waitingOfLane: 40,
  waiting: 1_000,
  /** A lane rests as long as its work took, in milliseconds at most, so that it never has a process for itself. */
  rest: 10,
};

export function createTurns(bounds = BOUNDS): Turns {
  // a Map keeps the order of insertion: a lane that has had its turn goes to the end
  const lanes = new Map<string, Lane>();
  let underWay = 0;
  let waiting = 0;

  function beginNext(): void {
    for (const [name, lane] of lanes) {
      if (underWay >= bounds.atOnce) return;
      if (lane.inHand >= bounds.atOnceOfLane) continue;
      const begin = lane.waiting.shift();
      if (begin || lane.inHand === 0) lanes.delete(name);
      if (!begin) continue;
      lanes.set(name, lane);
      waiting--;
      begin();
    }
  }

  async function run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    underWay++;
    lane.inHand++;
    const begun = performance.now();
    try {
      return await work();
    } finally {
      underWay--;
      void rest(lane, performance.now() - begun);
      beginNext();
    }
  }

  async function rest(lane: Lane, took: number): Promise<void> {
    await sleep(Math.min(took, bounds.rest));
    lane.inHand--;
    beginNext();
  }

  return {
    take(name, isWanted, work) {
      let lane = lanes.get(name);
      if (!lane) lanes.set(name, (lane = { waiting: [], inHand: 0 }));
      const { waiting: ahead } = lane;
      if (ahead.length >= bounds.waitingOfLane || waiting >= bounds.waiting)
        return Promise.resolve(undefined);
      return new Promise((resolve) => {
        ahead.push(() => resolve(isWanted() ? run(lane, work) : undefined));
        waiting++;
        beginNext();
      });
    },
  };
}
