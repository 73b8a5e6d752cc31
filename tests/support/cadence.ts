/** Members who choose how often to be written to, numbers that move, and letters that go out again. */
import { sql } from "kysely";

import type { Cadence } from "#app/letters/cadence/cadence.ts";
import { allowRepeats } from "#app/letters/cadence/repeatable.server.ts";
import { repeatLetters } from "#app/letters/cadence/repeat-letters.server.ts";
import { setCadence } from "#app/letters/cadence/set-cadence.server.ts";
import { writeAudit } from "#app/organisers/audit.server.ts";
import { dropTask, keepTask } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";

import { now } from "./house.ts";
import { approved, draft, inOne, organiser, send, sendAll } from "./letters.ts";

const office = { keep: keepTask, drop: dropTask, write: writeAudit };

export const choose = (db: Db, member: number, cadence: Cadence, at = now): Promise<boolean> =>
  inOne(db, (tx) => setCadence(tx, office, member, cadence, at));

export const atThreshold = (threshold: number): Cadence => ({ choice: "threshold", threshold });

export const areaOf = (member: number) => `E${14_000_000 + member}`;

/** So many more, or fewer, are counted where the member sits. */
export async function countMore(db: Db, demand: number, member: number, more: number) {
  await sql`
    insert into tally_place (demand_id, place, signature_count)
    values (${demand}, ${areaOf(member)}, 0) on conflict do nothing`.execute(db);
  await sql`
    update tally_place set signature_count = signature_count + ${more}
     where demand_id = ${demand} and place = ${areaOf(member)}`.execute(db);
  await sql`update demand set signature_count = signature_count + ${more} where id = ${demand}`.execute(
    db,
  );
}

interface How {
  live?: boolean;
  lacksSender?: boolean;
}

/** As the schedule does it. @returns how many went out */
export const repeat = (db: Db, at = now, { live = true, lacksSender = false }: How = {}) =>
  repeatLetters(db, { transport: "mailbox", live, lacksSender, write: writeAudit }, at);

/** The letters of one copy that were made so far, the oldest first. */
export const repeats = (db: Db) =>
  db.selectFrom("letter_repeat").selectAll().orderBy("letter_id").execute();

/** A letter that was sent to all who may get one, and may go out again. @returns its id */
export async function sentRepeatable(
  db: Db,
  demands: number[],
  more: Parameters<typeof draft>[1] = {},
): Promise<number> {
  const known = await db.selectFrom("organiser").select("id").executeTakeFirst();
  const who = known?.id ?? (await organiser(db));
  const id = await approved(db, who, draft(demands, { perHour: 3600, ...more }));
  await send(db, id, { reason: "For the test" });
  await sendAll(db, id);
  await inOne(db, (tx) => allowRepeats(tx, id));
  return id;
}
