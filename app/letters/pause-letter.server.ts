/** Holds a letter that is being sent, and lets it go on. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { hold, release } from "#emails/outbox.ts";

import type { Deed } from "../words/deed.ts";
import { holdStops } from "./held.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { listQueuedMails } from "./copy-queries.server.ts";

type Tx = Transaction<Database>;

/** Copies that wait in the outbox wait on. */
export async function pauseLetter(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "pause", async () => {
    await hold(tx, await listQueuedMails(tx, id));
    return {};
  });
}

/** Not while all letters are stopped. */
export async function resumeLetter(tx: Tx, id: number, now: Date): Promise<Deed> {
  const stopped = await holdStops(tx);
  return moveLetter(tx, id, "resume", async () => {
    if (stopped) return { said: "letters-stopped" };
    await release(tx, await listQueuedMails(tx, id), now);
    return { set: { next_at: now } };
  });
}
