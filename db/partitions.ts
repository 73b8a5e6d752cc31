/**
 * The days of the signing table: made ahead, dropped a week later. What is signed on a day that is not
 * made, because the clock was set or nobody was at work, lies in `signing_rest` until the day is made.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";

import type { Db } from "./connection.ts";

const DAY = 86_400_000;
/** A signing is kept this many days, confirmed or not. */
export const SIGNING_DAYS = 7;
const AHEAD_DAYS = 14;
const REST = "signing_rest";
/** Two processes that start at once do not make the same day. */
const DAYS_LOCK = 8_012_024;

/** The least uuidv7 of a moment (RFC 9562, section 5.7), so that ids can bound a range of time. */
export function leastUuid(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const startOfDay = (moment: Date) => new Date(Math.floor(moment.getTime() / DAY) * DAY);
const nameOf = (day: Date) => `signing_${day.toISOString().slice(0, 10).replaceAll("-", "")}`;

/** Makes the partitions from a week back to two weeks ahead; those that stand are left alone. */
export async function makeSigningDays(db: Db, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${DAYS_LOCK})`.execute(tx);
    await boundLocks(tx);
    await makeMissingDays(tx, now);
  });
}

/** Makes days by day too, where the night's work was missed or the clock was set. */
export async function keepSigningDays(db: Db, now: Date): Promise<void> {
  if (!(await areDaysMade(db, now))) await makeSigningDays(db, now);
}

/** Who waits for the whole table holds up every signer behind it: two seconds at most. */
const boundLocks = (tx: Db) => sql`set local lock_timeout = '2s'`.execute(tx);

/** A lock that was not to be had in time, and two who waited for each other. */
const PASSING = ["55P03", "40P01"];

/**
 * Tries again when somebody else held what was asked for.
 * @param most tries in all
 * @param pause before the second one, in milliseconds; it grows by as much each time
 */
export async function patiently<T>(act: () => Promise<T>, most = 4, pause = 500): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === most || !PASSING.includes((error as { code?: string }).code ?? "")) throw error;
      await sleep(pause * tries);
    }
  }
}

/**
 * A day is only filled and dropped, so vacuum need not look at it meanwhile. Nor is it measured while
 * it is so small that reading all of it would be the better plan: it will not stay small.
 */
const unvacuumed = sql`with (autovacuum_vacuum_insert_threshold = -1,
  autovacuum_analyze_threshold = 1000)`;

async function makeMissingDays(db: Db, now: Date): Promise<void> {
  const first = startOfDay(now).getTime() - SIGNING_DAYS * DAY;
  const days = Array.from({ length: SIGNING_DAYS + AHEAD_DAYS + 1 }, (_, n) => first + n * DAY);
  const stands = await listDays(db);
  const missing = days.filter((time) => !stands.has(nameOf(new Date(time))));
  if (missing.length === 0) return;
  // making a day asks for as much; asked for later, somebody could sign on it after its rows were moved
  await sql`lock table only signing in access exclusive mode`.execute(db);
  for (const time of missing) {
    const day = new Date(time);
    const next = new Date(time + DAY);
    const name = nameOf(day);
    // a day cannot be made while the rest has rows of it
    await sql`create temporary table signing_moved (like signing) on commit drop`.execute(db);
    await sql`
      with taken as (delete from signing
        where id >= ${leastUuid(day)} and id < ${leastUuid(next)} returning *)
      insert into signing_moved select * from taken`.execute(db);
    await sql`create table ${sql.id(name)} partition of signing
      for values from (${sql.lit(leastUuid(day))}) to (${sql.lit(leastUuid(next))})
      ${unvacuumed}`.execute(db);
    await sql`insert into signing select * from signing_moved`.execute(db);
    await sql`drop table signing_moved`.execute(db);
  }
}

/** The names of the days that are made. */
async function listDays(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'signing'::regclass and c.relname <> ${REST}`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** Whether this day and the next are made. */
export async function areDaysMade(db: Db, now: Date): Promise<boolean> {
  const days = await listDays(db);
  return [now, new Date(now.getTime() + DAY)].every((day) => days.has(nameOf(day)));
}

/** Days dropped in one night: after a standstill it takes some nights, and a clock that is days ahead costs little. */
const MOST_DROPPED = 3;

/**
 * Drops the days whose last signing is older than a week, the oldest first.
 * @returns the names of the partitions dropped
 */
export async function dropSigningDays(db: Db, now: Date): Promise<string[]> {
  const keepDay = new Date(startOfDay(now).getTime() - SIGNING_DAYS * DAY);
  const keepFrom = nameOf(keepDay);
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      join pg_class p on p.oid = i.inhparent
     where p.relname = 'signing' and p.relnamespace = to_regnamespace(current_schema())
       and c.relname < ${keepFrom}
     order by 1 limit ${MOST_DROPPED}`.execute(db);
  for (const { name } of rows) {
    await db.transaction().execute(async (tx) => {
      await boundLocks(tx);
      await sql`drop table ${sql.id(name)}`.execute(tx);
    });
  }
  await sql`delete from signing_rest where id < ${leastUuid(keepDay)}`.execute(db);
  return rows.map((row) => row.name);
}
