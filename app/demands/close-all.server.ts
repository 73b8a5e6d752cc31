/** Closes every open demand with a note, when a campaign ends, and opens those again when it goes on. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { dayOf } from "../words/format.ts";

type Tx = Transaction<Database>;

/** Stands on each demand's page; Markdown. */
export interface DemandNote {
  subject: string;
  body: string;
}

/** @returns the ids of those that were open */
export async function closeAllDemands(tx: Tx, note: DemandNote, now: Date): Promise<number[]> {
  // in the order of their ids, as confirming locks them
  const { rows } = await sql<{ id: number }>`
    with due as (select id from demand where state = 'open' order by id for no key update)
    update demand set state = 'closed', closed_at = ${now}, updated_at = ${now}
      from due where demand.id = due.id returning demand.id`.execute(tx);
  const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
  await addNotes(tx, ids, note, now);
  return ids;
}

/**
 * @param closedAt when they were closed together: one that was opened and closed since stays as it is, as
 *   does one whose own time has come meanwhile
 * @returns the ids of those that are open again
 */
export async function reopenDemands(
  tx: Tx,
  wanted: readonly number[],
  closedAt: Date,
  note: DemandNote,
  now: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with due as (
      select id from demand
       where id = any (${wanted}::int[]) and state = 'closed' and closed_at = ${closedAt}
         and (closes_at is null or closes_at > ${now})
       order by id for no key update)
    update demand set state = 'open', closed_at = null, updated_at = ${now}
      from due where demand.id = due.id returning demand.id`.execute(tx);
  const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
  await addNotes(tx, ids, note, now);
  return ids;
}

async function addNotes(
  tx: Tx,
  ids: readonly number[],
  { subject, body }: DemandNote,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  const note = {
    kind: "update" as const,
    outcome: null,
    subject,
    body,
    source_url: null,
    occurred_on: dayOf(now),
    created_at: now,
    updated_at: now,
  };
  await tx
    .insertInto("demand_update")
    .values(ids.map((id) => ({ ...note, demand_id: id })))
    .execute();
}
