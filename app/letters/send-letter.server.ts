/** Begins to send a letter: one snapshot of the totals, one copy for each member, all or nothing. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { countAndCopy } from "./leaving/count-and-copy.server.ts";
import { lookAt } from "./drafting/approval.server.ts";
import { letterOf } from "./get-letter.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { listUnfilled } from "./unfilled.server.ts";
import { unscheduled } from "./unscheduled.ts";

type Tx = Transaction<Database>;

/**
 * `send-stale`: text, recipients or addresses are otherwise than they were approved, or, where the
 * sender's form says what it showed, than the sender saw them. Whoever had a letter lately was on the
 * list that was approved, so a reason adds nobody.
 * The rows of the legislatures are held until the end, so that two letters about one demand do
 * not pass each other, and the letter's own, so that a second click finds it being sent.
 * @param how `live`: mail goes to members' own addresses; `reason`: why members are written to
 * who had a letter about a demand lately, empty to leave those out; `saw`: the version of what the
 * sender saw (`lookAt`), if it is said
 */
export async function sendLetter(
  tx: Tx,
  id: number,
  how: { live: boolean; reason: string; saw?: string | undefined },
  now: Date,
): Promise<Deed> {
  const legislatures = await holdHouses(tx);
  return moveLetter(tx, id, "send", async (row) => {
    if (legislatures.some((one) => one.letters_stopped)) return { said: "letters-stopped" };
    const letter = letterOf(row);
    const { reason } = how;
    const rehearsal = !how.live;
    const everyone = reason !== "";
    const { seen, recipients, changed } = await lookAt(tx, letter, { rehearsal, everyone }, now);
    const isSeen = how.saw === undefined || how.saw === seen.version;
    if (changed.length > 0 || !isSeen) return { said: "send-stale" };
    const reached = recipients.filter(({ leftOut }) => leftOut === null);
    const copies = reached.length;
    if (copies === 0) return { said: "nobody" };
    if ((await listUnfilled(tx, letter, reached)).length > 0) return { said: "send-unfilled" };
    await countAndCopy(tx, letter, recipients);
    const leftOut = recipients.length - copies;
    return {
      set: {
        counted_at: now,
        next_at: now,
        rehearsal,
        override_reason: everyone ? reason : null,
        ...unscheduled,
      },
      record: { before: row.state, after: { copies, leftOut, rehearsal, reason } },
    };
  });
}

/** Until the transaction ends no other letter begins to be sent, and the stop of all letters stays as it is. */
export async function holdHouses(tx: Tx): Promise<{ letters_stopped: boolean }[]> {
  return tx
    .selectFrom("legislature")
    .select("letters_stopped")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}
