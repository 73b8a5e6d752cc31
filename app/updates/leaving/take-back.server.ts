/** Takes mails of updates back from the outbox: each person waits for their turn again. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import { reopening } from "../life.ts";
import { lockUpdatesOf, stepUpdate } from "../move-update.server.ts";
import { listQueued } from "./list-queued.server.ts";

/**
 * All mails of an update that have surely not left. Those that are being handed over, or may have left
 * without an answer, stay where they are.
 * @param id of an update that is locked
 */
export async function takeBackMails(tx: Db, id: number, now: Date): Promise<void> {
  await waitAnew(tx, await takeBack(tx, await listQueued(tx, id)), now);
}

/**
 * The outbox has taken these mails back: they have surely not left. Whoever was to get one waits, and is
 * looked at again before another is made; of an update that is over nobody waits.
 */
export async function waitAnew(tx: Db, mails: readonly string[], now: Date): Promise<void> {
  for (const { id, state } of await lockUpdatesOf(tx, mails)) {
    const theirs = sql`update_id = ${id} and mail_id = any (${mails}::uuid[])`;
    if (state === "cancelled") await sql`delete from supporter_mail where ${theirs}`.execute(tx);
    else {
      await sql`update supporter_mail set state = 'waiting', mail_id = null
                 where ${theirs} and state = 'queued'`.execute(tx);
      await stepUpdate(tx, id, reopening, { next_at: now, finished_at: null });
    }
  }
}
