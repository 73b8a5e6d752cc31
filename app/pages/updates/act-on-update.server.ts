/** What a press on an update's page does; where it matters what was seen, only while that is so. */
import { data } from "@remix-run/node";
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lackingForMail } from "../../campaign/campaign.ts";
import type { RequestContext } from "../../context.server.ts";
import type { Admitted } from "../../host/given.ts";
import { atRest } from "../../letters/leaving/at-rest.server.ts";
import { getOrganiserAddress } from "../../organisers/organiser-address.server.ts";
import { href, type intentsOf } from "../../paths.ts";
import { approveUpdate, reopenUpdate } from "../../updates/approve-update.server.ts";
import { cancelUpdate } from "../../updates/cancel-update.server.ts";
import { pauseUpdate, resumeUpdate } from "../../updates/pause-update.server.ts";
import { sendUpdate } from "../../updates/send-update.server.ts";
import { mailTests } from "../../updates/test-mails.server.ts";
import { readReason, type RefusedReason } from "../../updates/update-form.ts";
import type { Deed } from "../../words/deed.ts";
import { isStale } from "../../words/flash.ts";
import { actFor } from "../act-for.server.ts";
import { seeOther } from "../answers.server.ts";
import { saying } from "../flash.ts";
import { readVersion } from "../read-form.ts";
import { type StaleUpdate, staleUpdate } from "./stale-update.server.ts";
import { putOnTimeline } from "./timeline.server.ts";

type Tx = Transaction<Database>;
export type UpdateIntent = ReturnType<typeof intentsOf<"/organise/updates/:id">>[number];

export interface Refused {
  reason?: RefusedReason;
  stale?: StaleUpdate;
}

export async function actOnUpdate(
  context: RequestContext,
  organiser: Admitted,
  id: number,
  intent: UpdateIntent,
) {
  const { fields } = context;
  const saw = readVersion(fields);
  const read = readReason(fields);
  if (read.problems) return data<Refused>({ reason: read }, { status: 422 });
  const { said } = await doDeed(context, organiser, id, intent, { saw, reason: read.reason });
  if (!isStale(said)) return seeOther(context, saying(href("/organise/updates/:id", { id }), said));
  const stale = await staleUpdate(context, id, said, saw);
  return data<Refused>({ stale }, { status: stale.isNamed ? 409 : 422 });
}

async function doDeed(
  context: RequestContext,
  organiser: Admitted,
  id: number,
  intent: UpdateIntent,
  { saw, reason }: { saw: string | undefined; reason: string },
): Promise<Deed> {
  const { db, keys, campaign, clock } = context;
  const now = clock();
  const does = (deed: (tx: Tx) => Promise<Deed>) => actFor(context, organiser, now, deed);
  const goesOut = intent === "approve" || intent === "send" || intent === "resume";
  if (goesOut && lackingForMail(campaign.now()).length > 0) return { said: "update-unsigned" };
  switch (intent) {
    case "test": {
      const address = await getOrganiserAddress(db, keys, organiser.id);
      return does((tx) => mailTests(tx, keys, id, address, now));
    }
    case "approve":
      return does((tx) => approveUpdate(tx, id, organiser.id, saw, now));
    case "send":
      return does((tx) => sendUpdate(tx, id, { reason, saw }, now));
    case "reopen":
      return does((tx) => reopenUpdate(tx, id));
    case "timeline":
      return does((tx) => putOnTimeline(tx, id, organiser.id, saw, now));
    case "pause":
      return atRest(db, await does((tx) => pauseUpdate(tx, id, now)));
    case "resume":
      return does((tx) => resumeUpdate(tx, id, now));
    case "cancel":
      return atRest(db, await does((tx) => cancelUpdate(tx, id, saw, now)));
  }
}
