/** Whether a member was asked about a demand, as far as the letters to them tell. */
import type { CopyState } from "#db/schema.ts";

import { copyLife, type Delivery } from "../copy-life.ts";

export interface Asked {
  /** When the last letter about it that reached them was counted; undefined where none did. */
  since: Date | undefined;
  /** When the last letter about it was counted of which nobody knows whether it left. */
  maybeSince: Date | undefined;
  /** A letter about it waits to be sent. */
  isOnItsWay: boolean;
  /** A letter about it could not go out, for no address was known. */
  lacksAddress: boolean;
}

const reached: readonly Delivery[] = ["sent", "delivered", "marked-as-spam"];

/** The states of a copy by which the member was asked. */
export const reachedStates = (Object.keys(copyLife) as CopyState[]).filter((state) =>
  reached.includes(copyLife[state].public),
);

/** @param letters newest first; a rehearsal asks nobody */
export function askedOf(
  demandId: number,
  letters: readonly {
    demandIds: readonly number[];
    countedAt: Date;
    rehearsal: boolean;
    delivery: Delivery;
  }[],
): Asked {
  const about = letters.filter((one) => !one.rehearsal && one.demandIds.includes(demandId));
  return {
    since: about.find(({ delivery }) => reached.includes(delivery))?.countedAt,
    maybeSince: about.find(({ delivery }) => delivery === "not-known")?.countedAt,
    isOnItsWay: about.some(({ delivery }) => delivery === "waiting"),
    lacksAddress: about.some(({ delivery }) => delivery === "no-address"),
  };
}
