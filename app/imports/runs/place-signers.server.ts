/** After an import of postcodes: earlier signers get their places, and that is written down. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { type PlacedLater, placeEarlierSigners } from "../../signatures/place-later.server.ts";

/**
 * Running it again places nothing twice.
 * @param by who imported; null for the command line
 * @param onProgress told how many signatures were looked at
 */
export async function placeSigners(
  db: Db,
  keys: Keys,
  { organiserId, now }: { organiserId: number | null; now: Date },
  onProgress: (looked: number) => void,
): Promise<PlacedLater> {
  const placed = await placeEarlierSigners(db, keys, now, onProgress);
  if (placed.placed > 0) {
    const after = { placed: placed.placed };
    const change = { action: "signatures.place", subject: "earlier signers", after };
    await writeAudit(db, organiserId, change, now);
  }
  return placed;
}
