/** What is sent at a rate is sent at its time, whether or not earlier answers have come. */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Calls `act` so many times a second, whatever has become of the earlier calls.
 * @param end when the last one is due, by `performance.now`
 * @param act told when it should have been called
 */
export async function atRate(rate: number, end: number, act: (due: number) => void): Promise<void> {
  const begun = performance.now();
  for (let done = 0; ; await sleep(1)) {
    const now = performance.now();
    for (let due = begun; (due = begun + (done * 1000) / rate) <= Math.min(now, end); done++)
      act(due);
    if (now >= end) return;
  }
}
