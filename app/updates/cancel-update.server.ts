/** Stops an update for good. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { draftVersion, wholeOf } from "./get-update.server.ts";
import { takeBackMails } from "./leaving/take-back.server.ts";
import { countUnderWay } from "./leaving/under-way.server.ts";
import { moveUpdate } from "./move-update.server.ts";

type Tx = Transaction<Database>;

/**
 * What has left has left; nobody else gets it. `update-cancel-stale`: somebody has worked on the draft since.
 * What is on its way is stopped whatever was seen.
 */
export async function cancelUpdate(
  tx: Tx,
  id: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "cancel", async (row) => {
    const isLeaving = row.state === "sending" || row.state === "paused";
    if (!isLeaving && saw !== undefined && saw !== draftVersion(await wholeOf(tx, row)))
      return { said: "update-cancel-stale" };
    await takeBackMails(tx, id, now);
    // nobody else asks after those that the outbox has cancelled or forgotten
    await countUnderWay(tx, id, now);
    await forgetWaiting(tx, id);
    return { set: { finished_at: now } };
  });
}

async function forgetWaiting(tx: Tx, id: number): Promise<void> {
  await tx
    .deleteFrom("supporter_mail")
    .where("update_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}
