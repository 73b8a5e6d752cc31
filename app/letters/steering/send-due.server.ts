/** Sends letters whose time has come, or says to organisers why one was not sent. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import type { TaskFacts } from "../../words/tasks.ts";
import { holdHouses, sendLetter } from "../send-letter.server.ts";
import { unscheduled } from "../unscheduled.ts";

type Tx = Transaction<Database>;

/** What the organisers' room does with it. */
interface Office {
  /** Does it in a transaction, with its entry in the audit log. */
  act: (
    db: Db,
    organiser: number | null,
    now: Date,
    deed: (tx: Tx) => Promise<Deed>,
  ) => Promise<Deed>;
  /** Gives organisers a task. */
  raise: (tx: Db, task: TaskFacts & { subject: string }, now: Date) => Promise<void>;
}

/** In milliseconds: a letter whose time is longer ago, for nothing ran, is not sent at a time that nobody chose. */
const LATE = 3_600_000;

interface How {
  /** Mail goes to members' own addresses. */
  live: boolean;
  /** Nobody has said who writes. */
  lacksSender: boolean;
}

/** To be called every few seconds, in any number of processes: each letter is sent once. */
export async function sendDue(db: Db, office: Office, how: How, now: Date): Promise<void> {
  const due = await db
    .selectFrom("letter")
    .select(["id", "scheduled_by"])
    .where("state", "=", "approved")
    .where("send_at", "<=", now)
    .orderBy("id")
    .execute();
  for (const { id, scheduled_by } of due)
    await office.act(db, scheduled_by, now, (tx) => sendOne(tx, office, id, how, now));
}

async function sendOne(tx: Tx, office: Office, id: number, how: How, now: Date): Promise<Deed> {
  await holdHouses(tx);
  const row = await tx
    .selectFrom("letter")
    .select(["send_at", "scheduled_version"])
    .where("id", "=", id)
    .where("state", "=", "approved")
    .where("send_at", "<=", now)
    .forUpdate()
    .executeTakeFirst();
  // somebody sent it, or took the time away, meanwhile
  if (!row) return { said: "sent-already" };
  const due = row.send_at!;
  const done = await attempt(tx, id, due, row.scheduled_version!, how, now);
  if (typeof done !== "string") return done;
  await tx.updateTable("letter").set(unscheduled).where("id", "=", id).execute();
  const data = { letter: id, why: done };
  const subject = `${id}/${due.toISOString()}`;
  await office.raise(tx, { kind: "letter-not-sent", subject, data }, now);
  const changed = { action: "letter.not-sent", subject: `letter ${id}`, after: { why: done } };
  return { said: "unscheduled", changed };
}

/** @returns why it was not sent */
async function attempt(
  tx: Tx,
  id: number,
  due: Date,
  saw: string,
  { live, lacksSender }: How,
  now: Date,
): Promise<Deed | string> {
  if (now.getTime() - due.getTime() > LATE) return "late";
  if (lacksSender) return "letter-unsigned";
  const done = await sendLetter(tx, id, { live, reason: "", saw }, now);
  return done.changed ? done : done.said;
}
