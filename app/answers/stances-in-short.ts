/** What a member says of all demands, in short: a stance is always on a demand. */
import type { StanceKind } from "#db/schema.ts";

import { stanceKinds } from "./stance.ts";

export interface StanceInShort<Asked> {
  stance: StanceKind;
  /** On how many demands. */
  count: number;
  /** The demand, where it is one. */
  only: Asked | undefined;
}

/** @param demands those that the public sees; stances on others are left out */
export function stancesInShort<Asked extends { id: number }>(
  stances: readonly { demandId: number; stance: StanceKind }[],
  demands: readonly Asked[],
): StanceInShort<Asked>[] {
  return stanceKinds.flatMap((stance) => {
    const about = demands.filter(({ id }) =>
      stances.some((one) => one.demandId === id && one.stance === stance),
    );
    if (about.length === 0) return [];
    return [{ stance, count: about.length, only: about.length === 1 ? about[0] : undefined }];
  });
}
