/** The settings in this process's memory: read without a query, and never older than some seconds. */
import type { Db } from "#db/connection.ts";

import type { Campaign } from "./campaign.ts";
import { getCampaign, getCampaignAt, NOTHING_SAID } from "./settings.server.ts";

/** In milliseconds: so old it may be before it is asked for anew, beside what is being done. */
const FRESH = 2_000;
/** Versions that batches of mails may be written with again. */
const MOST_KEPT = 20;

export interface HeldCampaign {
  /** As of some seconds ago; nothing said before the first reading. */
  now: () => Campaign;
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
  let readAt = -Infinity;
  const earlier = new Map<number, Campaign>();

  async function renew(): Promise<Campaign> {
    const found = await getCampaign(db);
    // of two readings the later one may be answered first
    if (found.version > held.version) {
      held = found;
      heard();
    }
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

  return {
    now() {
      if (elapsed() - readAt > FRESH) {
        readAt = elapsed();
        // while the database is away what is held stands
        renew().catch(() => {});
      }
      return held;
    },
    renew,
    at,
  };
}
