/** What a press on a letter's page does; where it matters what was seen, only while that is so. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lackingForLetters } from "../campaign/campaign.ts";
import type { RequestContext } from "../context.server.ts";
import type { Admitted } from "../host/given.ts";
import { approveLetter } from "../letters/approve-letter.server.ts";
import { atRest } from "../letters/leaving/at-rest.server.ts";
import { pauseLetter } from "../letters/pause-letter.server.ts";
import { sendLetter } from "../letters/send-letter.server.ts";
import { mailTestCopy } from "../letters/test-copy.server.ts";
import { getOrganiserAddress } from "../organisers/organiser-address.server.ts";
import type { intentsOf } from "../paths.ts";
import type { Deed } from "../words/deed.ts";
import { actFor } from "./act-for.server.ts";
import { cancelSeen, resumeSeen } from "./letter-record.server.ts";

type Tx = Transaction<Database>;
type LetterIntent = ReturnType<typeof intentsOf<"/organise/letters/:id">>[number];

/** @param how.saw the version that the form carried: of what was seen, or of what was done before */
export async function doLetterDeed(
  context: RequestContext,
  organiser: Admitted,
  intent: LetterIntent,
  id: number,
  how: { saw: string | undefined; reason: string },
): Promise<Deed> {
  const { db, keys, config, clock } = context;
  const { saw, reason } = how;
  const { live } = config.mail;
  const now = clock();
  const isUnsigned = lackingForLetters(context.campaign.now()).length > 0;
  // offices ask who writes, and where somebody can be reached
  if (isUnsigned && ["approve", "send", "resume"].includes(intent))
    return { said: "letter-unsigned" };
  const does = (deed: (tx: Tx) => Promise<Deed>) => actFor(context, organiser, now, deed);
  switch (intent) {
    case "test": {
      const address = await getOrganiserAddress(db, keys, organiser.id);
      return does((tx) => mailTestCopy(tx, keys, id, address, now, live));
    }
    case "approve":
      return does((tx) => approveLetter(tx, id, organiser.id, saw, live, now));
    case "send":
      return does((tx) => sendLetter(tx, id, { live, reason, saw }, now));
    case "pause":
      return atRest(db, await does((tx) => pauseLetter(tx, id)));
    case "resume":
      return does((tx) => resumeSeen(tx, id, saw, now));
    case "cancel":
      return atRest(db, await does((tx) => cancelSeen(tx, id, saw, now)));
  }
}
