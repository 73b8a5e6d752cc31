/** The settings in this process's memory: read without a query, and never older than some seconds. */
import type { Db } from "#db/connection.ts";

import type { Campaign } from "./campaign.ts";
import { hasSample } from "./sample.server.ts";
import { getCampaign, getCampaignAt, NOTHING_SAID } from "./settings.server.ts";

/** In milliseconds: so old it may be before it is asked for anew, beside what is being done. */
const FRESH = 2_000;
/** Versions that batches of mails may be written with again. */
const MOST_KEPT = 20;

export interface HeldCampaign {
  /** As of some seconds ago; nothing said before the first reading. */
  now: () => Campaign;
  /** Whether the demo's sample is there, as of some seconds ago. */
  hasSample: () => boolean;
  /** Resolves once what is kept now is held here. */
  renew: () => Promise<Campaign>;
  /** As it was in a version, for mails that were written with it. */
  at: (version: number) => Promise<Campaign>;
}

/**
 * @param elapsed in milliseconds, from any beginning
 * @param heard told when other settings are held than before
 */
export function holdCampaign(db: Db, elapsed: () => number, heard: () => void): HeldCampaign {
  let held = NOTHING_SAID;
  // once it is gone it never comes again, and nobody asks
  let sample: boolean | undefined;
  let readAt = -Infinity;
  const earlier = new Map<number, Campaign>();

  async function renew(): Promise<Campaign> {
    const [found, has] = await Promise.all([
      getCampaign(db),
      sample === false ? false : hasSample(db),
    ]);
    // of two readings the later one may be answered first
    const isNew = found.version > held.version;
    const isMarked = sample !== false && has;
    const isOtherwise = (sample ?? false) !== isMarked;
    if (isNew) held = found;
    sample = isMarked;
    if (isNew || isOtherwise) heard();
    return held;
  }

  async function at(version: number): Promise<Campaign> {
    if (version === held.version) return held;
    const known = earlier.get(version);
    if (known) return known;
    const found = (await getCampaignAt(db, version)) ?? NOTHING_SAID;
    if (earlier.size >= MOST_KEPT) earlier.delete(earlier.keys().next().value!);
    earlier.set(version, found);
    return found;
  }

  const look = () => {
    if (elapsed() - readAt > FRESH) {
      readAt = elapsed();
      // while the database is away what is held stands
      renew().catch(() => {});
    }
  };

  return {
    now() {
      look();
      return held;
    },
    hasSample() {
      look();
      return sample === true;
    },
    renew,
    at,
  };
}
