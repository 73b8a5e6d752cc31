/** What a press on a letter's page does; where it matters what was seen, only while that is so. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { RequestContext } from "../../context.server.ts";
import type { Admitted } from "../../host/given.ts";
import { approveLetter } from "../../letters/approve-letter.server.ts";
import { lacksSender } from "../../campaign/campaign.ts";
import { allowRepeats, endRepeats } from "../../letters/cadence/repeatable.server.ts";
import { atRest } from "../../letters/leaving/at-rest.server.ts";
import { pauseLetter } from "../../letters/pause-letter.server.ts";
import { sendLetter } from "../../letters/send-letter.server.ts";
import {
  reopenLetter,
  scheduleLetter,
  unscheduleLetter,
} from "../../letters/steering/schedule-letter.server.ts";
import { mailTestCopy } from "../../letters/test-copy.server.ts";
import { getOrganiserAddress } from "../../organisers/organiser-address.server.ts";
import type { intentsOf } from "../../paths.ts";
import type { Deed } from "../../words/deed.ts";
import { actFor } from "../act-for.server.ts";
import { cancelSeen, resumeSeen } from "./letter-record.server.ts";

type Tx = Transaction<Database>;
export type LetterIntent = ReturnType<typeof intentsOf<"/organise/letters/:id">>[number];
/** What is done to the letter as a whole, and leads back to its page. */
export type WholeIntent = Exclude<
  LetterIntent,
  "leave-out" | "put-back" | "again" | "duplicate" | "delete"
>;

export interface How {
  /** The version that the form carried: of what was seen, or of what was done before. */
  saw: string | undefined;
  reason: string;
  /** For `schedule` alone. */
  sendAt: Date | undefined;
}

export async function doLetterDeed(
  context: RequestContext,
  organiser: Admitted,
  intent: WholeIntent,
  id: number,
  { saw, reason, sendAt }: How,
): Promise<Deed> {
  const { db, keys, config, campaign, clock } = context;
  const { live } = config.mail;
  const now = clock();
  const does = (deed: (tx: Tx) => Promise<Deed>) => actFor(context, organiser, now, deed);
  const goesOut = ["approve", "send", "schedule", "resume", "repeat"].includes(intent);
  if (goesOut && lacksSender(campaign.now())) return { said: "letter-unsigned" };
  switch (intent) {
    case "test": {
      const address = await getOrganiserAddress(db, keys, organiser.id);
      return does((tx) => mailTestCopy(tx, keys, id, address, now, live));
    }
    case "approve":
      return does((tx) => approveLetter(tx, id, organiser.id, saw, live, now));
    case "send":
      return does((tx) => sendLetter(tx, id, { live, reason, saw }, now));
    case "schedule":
      return does((tx) =>
        scheduleLetter(tx, id, organiser.id, { sendAt: sendAt!, live, saw }, now),
      );
    case "unschedule":
      return does((tx) => unscheduleLetter(tx, id));
    case "reopen":
      return does((tx) => reopenLetter(tx, id));
    case "repeat":
      return does((tx) => allowRepeats(tx, id));
    case "no-repeat":
      return does((tx) => endRepeats(tx, id));
    case "pause":
      return atRest(db, await does((tx) => pauseLetter(tx, id)));
    case "resume":
      return does((tx) => resumeSeen(tx, id, saw, now));
    case "cancel":
      return atRest(db, await does((tx) => cancelSeen(tx, id, saw, now)));
  }
}
