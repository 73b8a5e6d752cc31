/** Pauses and halts of mail, kept in the database so that every process and the organisers see them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { PauseReason } from "../app/words/mail-pause.ts";
import { readPauseReason } from "./pause-reason.ts";
import { hasBegun } from "./dispatch/stepped-clock.ts";
import type { Answer, Transport } from "./transports/transport.ts";

type TransportName = Transport["name"];

/** Whether nothing may leave by this transport. */
export async function isMailPaused(db: Db, transport: TransportName, now: Date): Promise<boolean> {
  const { rows } = await sql<{ paused: boolean }>`
    select ${isPaused(transport, now)} as paused`.execute(db);
  return rows[0]!.paused;
}

/** True in SQL while nothing may leave by this transport. */
export function isPaused(transport: TransportName, now: Date) {
  return sql<boolean>`exists (select from mail_pause
    where transport = ${transport} and (halted or (until > ${now} and ${hasBegun(now)})))`;
}

/**
 * Stores what an answer says of pausing; of two pauses the longer one holds.
 * @param asked the moment from which the answer counts; the clock may have been set since
 */
export async function pauseMail(
  db: Db,
  transport: TransportName,
  { pause, halt }: Pick<Answer, "pause" | "halt">,
  asked: Date,
  now: Date,
): Promise<void> {
  const reason = halt ?? pause?.reason;
  if (!reason) return;
  const { code, ...data } = reason;
  const wait = pause ? pause.until.getTime() - asked.getTime() : 0;
  const isLonger = sql`(excluded.until > mail_pause.until or not ${hasBegun(now)})`;
  const isNews = sql`(excluded.halted or (${isLonger} and not mail_pause.halted))`;
  await db
    .insertInto("mail_pause")
    .values({
      transport,
      until: new Date(now.getTime() + wait),
      reason: code,
      data: JSON.stringify(data),
      halted: halt !== undefined,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.column("transport").doUpdateSet({
        until: sql`case when ${isLonger} then excluded.until else mail_pause.until end`,
        reason: sql`case when ${isNews} then excluded.reason else mail_pause.reason end`,
        data: sql`case when ${isNews} then excluded.data else mail_pause.data end`,
        halted: sql`mail_pause.halted or excluded.halted`,
        created_at: sql`excluded.created_at`,
      }),
    )
    .execute();
}

/** Ends a halt and any pause: mails leave again from now on. */
export async function resumeMail(db: Db, transport: TransportName): Promise<void> {
  await db.deleteFrom("mail_pause").where("transport", "=", transport).execute();
}

/** Ends a halt alone; a quota that is used up stays so. */
export async function liftHalt(db: Db, transport: TransportName): Promise<void> {
  await db
    .deleteFrom("mail_pause")
    .where("transport", "=", transport)
    .where("halted", "=", true)
    .execute();
}

/** What organisers should see: a halt, or a pause of more than a minute, which ends by itself at `until`. */
export async function getMailPause(
  db: Db,
  transport: TransportName,
  now: Date,
): Promise<{ reason: PauseReason; until: Date | undefined } | undefined> {
  const minute = new Date(now.getTime() + 60_000);
  const row = await db
    .selectFrom("mail_pause")
    .select(["reason", "data", "halted", "until"])
    .where("transport", "=", transport)
    .where((eb) =>
      eb.or([eb("halted", "=", true), eb.and([eb("until", ">", minute), hasBegun(now)])]),
    )
    .executeTakeFirst();
  if (!row) return undefined;
  const { reason, data, halted, until } = row;
  return { reason: readPauseReason(reason, data), until: halted ? undefined : until };
}
