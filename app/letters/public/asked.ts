/** Whether a member was asked about a demand, as far as the letters to them tell. */
import type { Delivery } from "../copy-life.ts";

export interface Asked {
  /** When the last letter about it that reached them was counted; undefined where none did. */
  since: Date | undefined;
  /** When the last letter about it was counted of which nobody knows whether it left. */
  maybeSince: Date | undefined;
  /** A letter about it waits to be sent. */
  isOnItsWay: boolean;
}

const reached: readonly Delivery[] = ["sent", "delivered", "marked-as-spam"];

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
  };
}
