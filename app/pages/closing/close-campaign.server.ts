/** The end of a campaign, and its undoing: demands, letters and the record of it in one transaction. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { isUndoable } from "../../campaign/closing/closing.ts";
import {
  endClosing,
  getClosing,
  lockClosing,
  recordClosing,
} from "../../campaign/closing/closing.server.ts";
import { closeAllDemands, reopenDemands } from "../../demands/life/close-all.server.ts";
import { areStopped } from "../../letters/held.server.ts";
import { allowLetters, stopLetters } from "../../letters/stop-letters.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { pauseUpdates } from "../../updates/pause-update.server.ts";
import type { Deed } from "../../words/deed.ts";

type Tx = Transaction<Database>;

/** @param note what each demand's page says of it; Markdown */
export async function closeCampaign(
  tx: Tx,
  note: string,
  organiserId: number,
  now: Date,
): Promise<Deed> {
  await lockClosing(tx);
  if (await getClosing(tx)) return { said: "closed-already" };
  const stoppedLetters = !(await areStopped(tx));
  const { changed: letters } = await stopLetters(tx);
  const updates = await pauseUpdates(tx, now);
  const { ids: demandIds, changes } = await closeAllDemands(tx, note, now);
  for (const change of changes) await writeAudit(tx, organiserId, change, now);
  await recordClosing(tx, { note, demandIds, stoppedLetters }, organiserId, now);
  const after = {
    demands: demandIds,
    "letters paused": letters?.after ?? 0,
    "updates paused": updates,
  };
  return {
    said: "campaign-closed",
    changed: { action: "campaign.close", subject: "campaign", after },
  };
}

/** Opens again what closing has closed; letters that were paused wait until somebody lets each go on. */
export async function reopenCampaign(tx: Tx, organiserId: number, now: Date): Promise<Deed> {
  await lockClosing(tx);
  const closing = await getClosing(tx);
  if (!closing) return { said: "not-closed" };
  if (!isUndoable(closing, now)) return { said: "reopen-late" };
  const { demandIds, closedAt } = closing;
  const { ids: demands, changes } = await reopenDemands(tx, demandIds, closedAt, now);
  for (const change of changes) await writeAudit(tx, organiserId, change, now);
  if (closing.stoppedLetters) await allowLetters(tx);
  await endClosing(tx, closing.id, now);
  const after = { demands };
  return {
    said: "campaign-reopened",
    changed: { action: "campaign.reopen", subject: "campaign", after },
  };
}
