/** How often one network may ask for something; counted in memory, forgotten with the window. */

export interface Limit {
  /** How many in a window. */
  times: number;
  /** Length of the window in seconds. */
  seconds: number;
}

/**
 * Sign-in links asked for from one network: so many that nobody in it keeps another out, for a network is
 * not a person. What an inbox gets is bounded by itself.
 */
export const SIGN_IN_LIMIT: Limit = { times: 60, seconds: 60 };

const MAX_ENTRIES = 100_000;

/** What is counted under one name. */
export interface LimitedKey {
  key: string;
  limit: Limit;
}

export interface Limits {
  /**
   * Counts one more under each key, up to the first that is used up.
   * @returns 0 when it may go on, else the seconds to wait
   */
  take: (keys: readonly LimitedKey[], now: Date) => number;
}

export function createLimits(): Limits {
  const windows = new Map<string, { ends: number; left: number }>();

  function takeOne({ key, limit }: LimitedKey, time: number): number {
    const window = windows.get(key);
    // one that ends later than it can was begun before the clock was set back
    if (!window || window.ends <= time || window.ends > time + limit.seconds * 1000) {
      // a Map keeps the order of insertion, so the first ones are the oldest
      windows.delete(key);
      if (windows.size >= MAX_ENTRIES) windows.delete(windows.keys().next().value!);
      windows.set(key, { ends: time + limit.seconds * 1000, left: limit.times - 1 });
      return 0;
    }
    if (window.left === 0) return Math.ceil((window.ends - time) / 1000);
    window.left--;
    return 0;
  }

  return {
    take(keys, now) {
      for (const one of keys) {
        const wait = takeOne(one, now.getTime());
        if (wait > 0) return wait;
      }
      return 0;
    },
  };
}
