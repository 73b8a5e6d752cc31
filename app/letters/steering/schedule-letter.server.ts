/** Sets the time at which an approved letter is sent by itself, takes it away, and takes an approval back. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { lookAt } from "../drafting/approval.server.ts";
import { letterOf } from "../get-letter.server.ts";
import { moveLetter } from "../move-letter.server.ts";
import { unscheduled } from "../unscheduled.ts";
import { listUnfilled } from "../unfilled.server.ts";

type Tx = Transaction<Database>;

/**
 * As exact as sending: it is what was approved, and what was seen, that will be sent.
 * @param how.saw the version of what was seen (`lookAt`)
 */
export async function scheduleLetter(
  tx: Tx,
  id: number,
  by: number,
  how: { sendAt: Date; live: boolean; saw: string | undefined },
  now: Date,
): Promise<Deed> {
  const { sendAt, live, saw } = how;
  return moveLetter(tx, id, "schedule", async (row) => {
    const letter = letterOf(row);
    const all = { rehearsal: !live, everyone: false };
    const { seen, recipients, changed } = await lookAt(tx, letter, all, now);
    if (changed.length > 0 || saw !== seen.version) return { said: "schedule-stale" };
    const reached = recipients.filter(({ leftOut }) => leftOut === null);
    if ((await listUnfilled(tx, letter, reached)).length > 0) return { said: "schedule-unfilled" };
    return {
      set: { send_at: sendAt, scheduled_by: by, scheduled_version: seen.version },
      record: { before: row.send_at?.toISOString() ?? null, after: sendAt.toISOString() },
    };
  });
}

export async function unscheduleLetter(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "unschedule", ({ send_at }) => {
    if (!send_at) return Promise.resolve({ said: "unscheduled" });
    const record = { before: send_at.toISOString(), after: null };
    return Promise.resolve({ set: unscheduled, record });
  });
}

/** The letter is a draft again: it is not sent, and can be changed. */
export async function reopenLetter(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "reopen", async () => {
    await tx.deleteFrom("letter_approval").where("letter_id", "=", id).execute();
    return { set: { ...unscheduled, approved_by: null, approved_at: null } };
  });
}
