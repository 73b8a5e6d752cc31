/** Chance that falls the same way each time, so that every demo shows the same campaign. */

/** A number from 0 to below 1. */
export type Chance = () => number;

/** Mulberry32, by Tommy Ettinger: 32 bits of state, even enough for a sample. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of them, each as likely. */
export const oneOf = <One>(chance: Chance, many: readonly One[]): One =>
  many[Math.floor(chance() * many.length)]!;

/** @returns draws one of them, each as often as it weighs */
export function weighed<One>(chance: Chance, many: readonly (readonly [One, number])[]): () => One {
  let sum = 0;
  const ends = many.map(([, weight]) => (sum += weight));
  return () => {
    const point = chance() * sum;
    let low = 0;
    for (let high = ends.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > point) high = middle;
      else low = middle + 1;
    }
    return many[low]![0];
  };
}
