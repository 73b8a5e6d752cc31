/** When the campaign was closed, and what reopening has to undo. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type Closing, FORGET_DAYS } from "./closing.ts";

/** The closing that stands; undefined while the campaign goes on. */
export async function getClosing(db: Db): Promise<Closing | undefined> {
  const row = await db
    .selectFrom("campaign_closing")
    .select(["id", "closed_at", "note", "demand_ids", "stopped_letters"])
    .where("reopened_at", "is", null)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      closedAt: row.closed_at,
      note: row.note,
      demandIds: row.demand_ids,
      stoppedLetters: row.stopped_letters,
      personsUntil: new Date(row.closed_at.getTime() + FORGET_DAYS * 86_400_000),
    }
  );
}

/** What closing would do, in numbers. */
export async function countForClosing(db: Db) {
  const { rows } = await sql<{
    open: number;
    drafts: number;
    signatures: number;
    letters: number;
    copies: number;
    updates: number;
  }>`
    select (select count(*)::int from demand where state = 'open') as open,
           (select count(*)::int from demand where state = 'draft' and opened_at is not null) as drafts,
           (select coalesce(sum(signature_count), 0)::int from demand where state in ('open', 'closed')) as signatures,
           (select count(*)::int from letter where state in ('approved', 'sending', 'paused')) as letters,
           (select count(*)::int from letter_copy c join letter l on l.id = c.letter_id
             where c.state in ('waiting', 'queued') and l.state in ('sending', 'paused')) as copies,
           (select count(*)::int from supporter_update where state in ('approved', 'sending', 'paused')) as updates`.execute(
    db,
  );
  return rows[0]!;
}

/** Whoever calls it holds the lock, and has seen that nothing is closed. */
export async function recordClosing(
  tx: Db,
  closing: Pick<Closing, "note" | "demandIds" | "stoppedLetters">,
  organiserId: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("campaign_closing")
    .values({
      closed_at: now,
      organiser_id: organiserId,
      note: closing.note,
      demand_ids: closing.demandIds,
      stopped_letters: closing.stoppedLetters,
    })
    .execute();
}

/** Whoever closes or reopens goes one at a time. */
export const lockClosing = (tx: Db) =>
  sql`lock table campaign_closing in share row exclusive mode`.execute(tx);

export async function endClosing(tx: Db, id: number, now: Date): Promise<void> {
  await tx.updateTable("campaign_closing").set({ reopened_at: now }).where("id", "=", id).execute();
}
