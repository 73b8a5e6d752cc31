/** Holds every letter that was to leave by itself: on its way, at a time that was set, or at a member's number. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { endRepeats } from "../cadence/repeatable.server.ts";
import { stopLetters } from "../stop-letters.server.ts";
import { unscheduleLetter } from "./schedule-letter.server.ts";

/**
 * Letters are stopped altogether, and none of those goes on when they are allowed again.
 * @returns how many there were
 */
export async function holdLetters(tx: Transaction<Database>): Promise<number> {
  const letters = await tx
    .selectFrom("letter")
    .select(["id", "state", "send_at", "repeatable"])
    .where((eb) =>
      eb.or([
        eb("state", "=", "sending"),
        eb.and([eb("state", "=", "approved"), eb("send_at", "is not", null)]),
        eb.and([eb("state", "<>", "cancelled"), eb("repeatable", "=", true)]),
      ]),
    )
    .orderBy("id")
    .execute();
  await stopLetters(tx);
  for (const { id, state, send_at, repeatable } of letters) {
    if (state === "approved" && send_at !== null) await unscheduleLetter(tx, id);
    if (repeatable) await endRepeats(tx, id);
  }
  return letters.length;
}
