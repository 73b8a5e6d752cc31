/** Lets tasks through one after another, with rests, so that they never take a process for themselves. */
import { setTimeout as sleep } from "node:timers/promises";

/** A rest is so many times as long as the task before it: three leave three quarters to others. */
const RESTS = 3;
const LONGEST_REST_MS = 50;

export interface RenewalQueue {
  add: <T>(task: () => Promise<T>) => Promise<T>;
  /** How many have not begun. */
  waiting: () => number;
}

export function createRenewalQueue(): RenewalQueue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    waiting: () => waiting,
    add(task) {
      let begun = 0;
      waiting++;
      const done = last.then(() => {
        waiting--;
        begun = performance.now();
        return task();
      });
      const rest = () => sleep(Math.min(RESTS * (performance.now() - begun), LONGEST_REST_MS));
      last = done.then(rest, rest);
      return done;
    },
  };
}
