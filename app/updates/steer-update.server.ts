/** What organisers do with an update: approve, send, hold, stop it. */
import { sql, type Transaction } from "kysely";

import type { Database, Row } from "#db/schema.ts";

import { getClosing } from "../campaign/closing/closing.server.ts";
import type { Deed } from "../words/deed.ts";
import { draftVersion, wholeOf } from "./get-update.server.ts";
import { takeBackMails } from "./leaving/take-back.server.ts";
import { moveUpdate } from "./move-update.server.ts";
import { countPeople, sumOf } from "./people.server.ts";
import { languagesOf } from "./update.ts";

type Tx = Transaction<Database>;

const versionNow = async (tx: Tx, row: Row<"supporter_update">) =>
  draftVersion(await wholeOf(tx, row));

/**
 * A second organiser says that it may go; a lone one says so alone. `update-approve-stale`: its words,
 * demands or pace are otherwise than they were seen.
 * @param saw the version of what the approver saw (`draftVersion`)
 */
export async function approveUpdate(
  tx: Tx,
  id: number,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "approve", async (row) => {
    const update = await wholeOf(tx, row);
    if (row.created_by === organiserId && (await isAnotherThere(tx, organiserId)))
      return { said: "update-approve-other" };
    const version = draftVersion(update);
    if (saw !== version) return { said: "update-approve-stale" };
    const after = { version, languages: languagesOf(update), demandIds: update.demandIds };
    return {
      set: { approved_by: organiserId, approved_at: now, approved_version: version },
      record: { before: row.state, after },
    };
  });
}

async function isAnotherThere(tx: Tx, organiserId: number): Promise<boolean> {
  const another = await tx
    .selectFrom("organiser")
    .select("id")
    .where("id", "<>", organiserId)
    .where("role", "in", ["owner", "organiser"])
    .limit(1)
    .executeTakeFirst();
  return another !== undefined;
}

/** Until the transaction ends the campaign is neither closed nor opened again. */
async function isClosed(tx: Tx): Promise<boolean> {
  await sql`lock table campaign_closing in share mode`.execute(tx);
  return (await getClosing(tx)) !== undefined;
}

/**
 * Counts whom it is for, once. `update-send-stale`: it is not what was approved, or not what was seen.
 * @param how `reason`: why people are written to who had an update in the last week, empty to leave
 * them out; `saw`: the version of what the sender saw, if it is said
 */
export async function sendUpdate(
  tx: Tx,
  id: number,
  { reason, saw }: { reason: string; saw: string | undefined },
  now: Date,
): Promise<Deed> {
  const closed = await isClosed(tx);
  return moveUpdate(tx, id, "send", async (row) => {
    if (closed) return { said: "update-closed" };
    const version = await versionNow(tx, row);
    if (version !== row.approved_version || (saw !== undefined && saw !== version))
      return { said: "update-send-stale" };
    const { people, limited } = sumOf(await countPeople(tx, row.demand_ids, id, now));
    const reached = reason === "" ? people - limited : people;
    if (reached === 0) return { said: "update-nobody" };
    const leftOut = people - reached;
    return {
      set: { people, begun_at: now, next_at: now, override_reason: reason === "" ? null : reason },
      record: { before: row.state, after: { people: reached, leftOut, reason } },
    };
  });
}

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

export async function reopenUpdate(tx: Tx, id: number): Promise<Deed> {
  const unapproved = { approved_by: null, approved_at: null, approved_version: null };
  return moveUpdate(tx, id, "reopen", () => Promise.resolve({ set: unapproved }));
}

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
    if (!isLeaving && saw !== undefined && saw !== (await versionNow(tx, row)))
      return { said: "update-cancel-stale" };
    await takeBackMails(tx, id, now);
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
