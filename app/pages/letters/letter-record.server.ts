/** What was done to a letter, as a version: who stops it, or lets it go on, says up to where they know of it. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { cancelLetter } from "../../letters/cancel-letter.server.ts";
import { lockLetter } from "../../letters/drafting/lock-letter.server.ts";
import { holdStops } from "../../letters/held.server.ts";
import { resumeLetter } from "../../letters/pause-letter.server.ts";
import { lastRecord } from "../../organisers/audit.server.ts";
import type { Deed } from "../../words/deed.ts";

type Tx = Transaction<Database>;

/** Test copies change nothing of it. */
export const recordVersion = async (db: Db, id: number): Promise<string> =>
  String(await lastRecord(db, `letter ${id}`, "letter.test"));

/** Who held a letter again has a reason that whoever looked before does not know. */
export async function resumeSeen(
  tx: Tx,
  id: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  // in the order in which letters are resumed and stopped
  await holdStops(tx);
  const isPaused = (await lockLetter(tx, id)) === "paused";
  if (isPaused && saw !== (await recordVersion(tx, id))) return { said: "resume-stale" };
  return resumeLetter(tx, id, now);
}

/** What is on its way is stopped whatever was seen; a draft that somebody works on is not. */
export async function cancelSeen(
  tx: Tx,
  id: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const state = await lockLetter(tx, id);
  const isLeaving = state !== "draft" && state !== "approved";
  if (!isLeaving && saw !== undefined && saw !== (await recordVersion(tx, id)))
    return { said: "cancel-stale" };
  return cancelLetter(tx, id, now);
}
