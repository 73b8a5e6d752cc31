/** Holds an update that is being sent, and lets it go on. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { isClosed } from "./is-closed.server.ts";
import { takeBackMails } from "./leaving/take-back.server.ts";
import { moveUpdate } from "./move-update.server.ts";

type Tx = Transaction<Database>;

/** Mails that are in the outbox wait for their turn again. */
export async function pauseUpdate(tx: Tx, id: number, now: Date): Promise<Deed> {
  return moveUpdate(tx, id, "pause", async () => {
    await takeBackMails(tx, id, now);
    return {};
  });
}

/** Not while the campaign is closed. */
export async function resumeUpdate(tx: Tx, id: number, now: Date): Promise<Deed> {
  const closed = await isClosed(tx);
  return moveUpdate(tx, id, "resume", async () => {
    if (closed) return { said: "update-closed" };
    await takeBackMails(tx, id, now);
    return { set: { next_at: now } };
  });
}

/** Every update on its way is held, as letters are when the campaign is closed. @returns their number */
export async function pauseUpdates(tx: Tx, now: Date): Promise<number> {
  const updates = await tx
    .selectFrom("supporter_update")
    .select("id")
    .where("state", "=", "sending")
    .orderBy("id")
    .execute();
  for (const { id } of updates) await pauseUpdate(tx, id, now);
  return updates.length;
}
