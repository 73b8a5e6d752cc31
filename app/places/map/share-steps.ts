/** Shares of the electorate in at most six steps with round bounds. */
import { tickStep } from "d3-array";

export const STEPS = 6;

export interface ShareSteps {
  /** The largest share of each step, of 1, smallest first; none where nothing is shown. */
  bounds: number[];
  /** 0 for a number that is not shown, else from 1 on. */
  stepOf: (share: number | null) => number;
}

/** @param most the largest share */
export function shareSteps(most: number): ShareSteps {
  if (!(most > 0)) return { bounds: [], stepOf: () => 0 };
  let step = most;
  let count = 1;
  for (let wanted = STEPS; wanted > 0; wanted--) {
    step = tickStep(0, most, wanted);
    count = Math.ceil(most / step - 1e-9);
    if (count <= STEPS) break;
  }
  const bounds = Array.from({ length: count }, (_, index) => step * (index + 1));
  return {
    bounds,
    stepOf: (share) => (share ? Math.min(count, Math.ceil(share / step - 1e-9)) : 0),
  };
}

/** How dark a step is, of 1: the last one is full, however many there are. */
export const darkness = (step: number, steps: number): number =>
  steps === 1 ? 1 : 0.18 + (0.82 * (step - 1)) / (steps - 1);
