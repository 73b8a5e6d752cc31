/** How many signatures a demand is to reach, and whether it still is. */
import type { Demand } from "./demand.ts";

const steps = [100, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000];

/** The goal that organisers set until it is reached, then the next of 100, 1,000, 5,000, 10,000, … */
export function goalFor(count: number, set: number | null): number {
  if (set !== null && count < set) return set;
  return steps.find((step) => count < step) ?? (Math.floor(count / 1_000_000) + 1) * 1_000_000;
}

/** Whether signatures are still to be reached; once it is closed or met, what was reached stands. */
export const seeksSignatures = ({ state, outcome }: Pick<Demand, "state" | "outcome">): boolean =>
  state !== "closed" && outcome !== "met";
