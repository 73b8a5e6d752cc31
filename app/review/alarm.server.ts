/** Alarms: raised when a line is crossed, kept up to date while it is, ended when it is no more. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { AlarmFacts } from "../words/alarms.ts";
import { readAlarm } from "./facts.ts";

const DAY = 86_400_000;
/** An alarm is kept for a while after its end, so that it can be looked into. */
const KEPT_DAYS = 28;

export interface Alarm {
  facts: AlarmFacts;
  beganAt: Date;
}

/** Those that are on. */
export async function listAlarms(db: Db): Promise<Alarm[]> {
  const rows = await db
    .selectFrom("alarm")
    .select(["facts", "began_at"])
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.flatMap(asAlarm);
}

function asAlarm({ facts, began_at }: { facts: unknown; began_at: Date }): Alarm[] {
  const read = readAlarm(facts);
  return read ? [{ facts: read, beganAt: began_at }] : [];
}

/** @returns when it began, or undefined where nothing of it is new */
export async function keepAlarm(db: Db, facts: AlarmFacts, now: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ began_at: Date }>`
    insert into alarm as a (kind, began_at, facts)
    values (${facts.kind}, ${now}, ${JSON.stringify(facts)}::jsonb)
    on conflict (kind) where ended_at is null
      do update set facts = excluded.facts where a.facts <> excluded.facts
    returning began_at`.execute(db);
  return rows[0]?.began_at;
}

/**
 * Ends those of every other kind.
 * @param kinds whose line is crossed
 * @returns those that ended
 */
export async function endAlarms(
  db: Db,
  kinds: readonly AlarmFacts["kind"][],
  now: Date,
): Promise<Alarm[]> {
  const { rows } = await sql<{ facts: unknown; began_at: Date }>`
    update alarm set ended_at = greatest(began_at, ${now}::timestamptz)
     where ended_at is null and kind <> all (${kinds}::text[])
    returning facts, began_at`.execute(db);
  return rows.flatMap(asAlarm);
}

/** Of alarms that ended before, nothing is kept. */
export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - KEPT_DAYS * DAY);

export async function forgetAlarms(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("alarm").where("ended_at", "<", forgottenBefore(now)).execute();
}
