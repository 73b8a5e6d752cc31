/** Holds a letter that is being sent, and lets it go on. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { holdStops } from "./held.server.ts";
import { letterOf } from "./get-letter.server.ts";
import { listUnfilled, listWaitingAddressees } from "./unfilled.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { takeBackCopies } from "./leaving/take-back-copies.server.ts";

type Tx = Transaction<Database>;

/** Copies that are in the outbox wait for their turn again. */
export async function pauseLetter(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "pause", async () => {
    await takeBackCopies(tx, id);
    return {};
  });
}

/** Not while all letters are stopped, nor where a copy would leave unfilled. Copies that are in the outbox still wait for their turn again. */
export async function resumeLetter(tx: Tx, id: number, now: Date): Promise<Deed> {
  const stopped = await holdStops(tx);
  return moveLetter(tx, id, "resume", async (row) => {
    if (stopped) return { said: "letters-stopped" };
    const waiting = await listWaitingAddressees(tx, id);
    if ((await listUnfilled(tx, letterOf(row), waiting)).length > 0)
      return { said: "resume-unfilled" };
    await takeBackCopies(tx, id);
    return { set: { next_at: now } };
  });
}
