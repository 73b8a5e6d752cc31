/** Lets tasks through one after another, with rests, so that they never take a process for themselves. */
import { setTimeout as sleep } from "node:timers/promises";

/** A rest is so many times as long as the task before it: three leave three quarters to others. */
const RESTS = 3;
const LONGEST_REST_MS = 50;

export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    let begun = 0;
    const done = last.then(() => {
      begun = performance.now();
      return task();
    });
    const rest = () => sleep(Math.min(RESTS * (performance.now() - begun), LONGEST_REST_MS));
    last = done.then(rest, rest);
    return done;
  };
}
