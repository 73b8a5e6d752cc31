/**
 * How signings from one network are met: the first ones at once, those of a crowd against a proof of
 * work, or else in a slow lane. A network is thousands of phones, so it decides how hard it is to sign
 * and never whether. Counted in memory, each process for itself.
 */

/** Demands signed from one network for which nothing is asked, in one window. */
export const FREE = 60;
const WINDOW_MS = 300_000;
/** Mails of a slow lane leave so far apart: twenty a minute. */
export const LANE_STEP_MS = 3_000;
/** As many mails wait in one network's lane. */
export const LANE_PLACES = 1_000;
/** In seconds, to who finds the lane full: by then twenty places are free. */
export const LANE_WAIT = 60;
/** Wrong forms that are not counted, in one window. */
const FORGIVEN = 60;
/** Of a challenge, for each time that the network has reached `FREE`. */
const TRIES = 200;
/** On a phone that tries 150 a second these take 20 s. */
export const MOST_TRIES = 3_000;
const MAX_NETWORKS = 100_000;

interface Crowd {
  /** In milliseconds, as every time here. */
  ends: number;
  /** Demands that were signed and nothing was asked. */
  free: number;
  /** Demands told to be free, challenges asked for, slow signings, and what one proof signed beyond its first demand. */
  asked: number;
  failed: number;
  /** When the next mail of the lane may leave. */
  lane: number;
}

/** A signing as it comes. */
export interface Coming {
  demands: number;
  /** Whether a challenge was solved for it. */
  proven: boolean;
  /** Whether everybody is asked for a proof just now. */
  alarmed: boolean;
}

export type Way = "free" | "proven" | "slow" | "full";
/** `slow`: its mail leaves at `mailAt`. `full`: it is not taken. */
export type Entry = { way: Exclude<Way, "slow"> } | { way: "slow"; mailAt: Date };

export interface Crowds {
  /**
   * Counts one who begins to fill in a form.
   * @returns the most tries that their challenge takes; 0 when none is needed
   */
  ask: (network: string, coming: Omit<Coming, "proven">, now: Date) => number;
  enter: (network: string, coming: Coming, now: Date) => Entry;
  /**
   * For a form that came to nothing: it uses nothing up, unless a network sends wrong ones without end.
   * @param form.isWrong it has itself to blame, as with an unknown postcode
   * @returns whether it is as if it had not come
   */
  forgive: (
    network: string,
    form: { demands: number; entry: Entry; isWrong: boolean },
    now: Date,
  ) => boolean;
}

const FREELY: Entry = { way: "free" };
const PROVEN: Entry = { way: "proven" };
const FULL: Entry = { way: "full" };

export function createCrowds(): Crowds {
  const crowds = new Map<string, Crowd>();

  function crowdOf(network: string, time: number): Crowd {
    const known = crowds.get(network);
    // one that ends later than it can was begun before the clock was set back
    const wasSetBack = known && known.ends > time + WINDOW_MS;
    if (known && known.ends > time && !wasSetBack) return known;
    // a Map keeps the order of insertion, so the first ones are the oldest
    crowds.delete(network);
    if (crowds.size >= MAX_NETWORKS) crowds.delete(crowds.keys().next().value!);
    const lane = (!wasSetBack && known?.lane) || 0;
    const crowd = { ends: time + WINDOW_MS, free: 0, asked: 0, failed: 0, lane };
    crowds.set(network, crowd);
    return crowd;
  }

  return {
    ask(network, { demands, alarmed }, now) {
      const crowd = crowdOf(network, now.getTime());
      // who is told that nothing is asked finds a free place when they send
      const isFree = !alarmed && Math.max(crowd.asked, crowd.free) + demands <= FREE;
      crowd.asked += isFree ? demands : 1;
      if (isFree) return 0;
      const times = Math.max(1, crowd.asked / FREE, crowd.free / FREE);
      return Math.min(MOST_TRIES, Math.round(TRIES * times));
    },

    enter(network, { demands, proven, alarmed }, now) {
      const time = now.getTime();
      const crowd = crowdOf(network, time);
      if (proven) {
        crowd.asked += demands - 1;
        return PROVEN;
      }
      if (!alarmed && crowd.free + demands <= FREE) {
        crowd.free += demands;
        return FREELY;
      }
      const mailAt = Math.max(time, crowd.lane);
      if (mailAt - time >= LANE_PLACES * LANE_STEP_MS) return FULL;
      crowd.asked++;
      crowd.lane = mailAt + LANE_STEP_MS;
      return { way: "slow", mailAt: new Date(mailAt) };
    },

    forgive(network, { demands, entry: { way }, isWrong }, now) {
      const crowd = crowdOf(network, now.getTime());
      if (isWrong && ++crowd.failed > FORGIVEN) return false;
      if (way === "free") crowd.free = Math.max(0, crowd.free - demands);
      if (way === "slow") crowd.lane -= LANE_STEP_MS;
      return true;
    },
  };
}
