/** Lets letters go out again: one copy to a member, once so many more have signed as they chose. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { isMailPaused } from "#emails/pause.ts";

import { listPeriods } from "../../members/sitting-periods.server.ts";
import type { Change } from "../../words/deed.ts";
import { areStopped } from "../held.server.ts";
import { nextLeaving } from "../leaving/opens.ts";
import { holdHouses } from "../send-letter.server.ts";
import { isReached } from "./cadence.ts";
import { type Due, makeRepeat } from "./make-repeat.server.ts";
import { listRepeatable } from "./repeatable.server.ts";
import { listStandings } from "./standings.server.ts";

type Tx = Transaction<Database>;

interface How {
  /** The transport in use. */
  transport: Parameters<typeof isMailPaused>[1];
  /** Mail goes to members' own addresses. */
  live: boolean;
  /** Nobody has said who writes. */
  lacksSender: boolean;
  /** Writes into the audit log. */
  write: (tx: Db, organiser: null, change: Change, now: Date) => Promise<void>;
}

/**
 * To be called every some seconds, in any number of processes: after each copy to a member about a demand one goes
 * out again, and no second. Nothing is made that could not leave: while letters are stopped, mail is paused, nobody
 * says who writes, the House is in recess, or, for a letter of office hours, the office is closed.
 * @returns how many went out
 */
export async function repeatLetters(db: Db, how: How, now: Date): Promise<number> {
  if (how.lacksSender || (await areStopped(db))) return 0;
  const due = await listDue(db, !how.live);
  if (due.length === 0 || (await isMailPaused(db, how.transport, now))) return 0;
  const open = await listOpen(db, due, now);
  let made = 0;
  for (const one of open)
    if (await db.transaction().execute((tx) => repeatOne(tx, one, how, now))) made++;
  return made;
}

/** Whose number has come, of all members or of one, also where nothing can be made for them now. */
export async function listDue(db: Db, rehearsal: boolean, member?: number): Promise<Due[]> {
  const repeatable = await listRepeatable(db, rehearsal, member);
  if (repeatable.length === 0) return [];
  const demandIds = [...new Set(repeatable.map(({ demandId }) => demandId))];
  const standings = await listStandings(db, { demandIds, rehearsal, member });
  const reached = new Map(
    standings.filter(isReached).map((one) => [`${one.memberId} ${one.demandId}`, one]),
  );
  return repeatable.flatMap((one) => {
    const standing = reached.get(`${one.memberId} ${one.demandId}`);
    return standing ? [{ ...one, ...standing }] : [];
  });
}

/** Those whose House sits and, where their letter heeds it, whose office is open. */
async function listOpen(db: Db, due: readonly Due[], now: Date): Promise<Due[]> {
  const { rows } = await sql<{ code: string; house: string; timeZone: string }>`
    select a.code, h.id as house, h.time_zone as "timeZone"
      from area a join legislature h on h.id = a.legislature_id
     where a.code = any (${due.map(({ areaCode }) => areaCode)}::text[])`.execute(db);
  const houses = new Map(rows.map((row) => [row.code, row]));
  const periods = await listPeriods(db);
  return due.filter(({ areaCode, window }) => {
    const { house, timeZone } = houses.get(areaCode)!;
    return nextLeaving(now, window, { timeZone, periods: periods.get(house) ?? [] }) <= now;
  });
}

/** Holds the houses, so that no other letter begins meanwhile, and looks again: another process may have made it. */
async function repeatOne(tx: Tx, seen: Due, how: How, now: Date): Promise<boolean> {
  const houses = await holdHouses(tx);
  if (houses.some((one) => one.letters_stopped)) return false;
  const due = await listDue(tx, !how.live, seen.memberId);
  const one = due.find(({ demandId, letterId }) => {
    return demandId === seen.demandId && letterId === seen.letterId;
  });
  const id = one && (await makeRepeat(tx, one, now));
  if (id === undefined) return false;
  const { letterId, memberId, demandId, here, atLast } = one!;
  const after = { repeats: letterId, member: memberId, demand: demandId, here, before: atLast };
  await how.write(tx, null, { action: "letter.repeat", subject: `letter ${id}`, after }, now);
  return true;
}
