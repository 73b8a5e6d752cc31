/** What tests of letters begin with: an organiser, a draft, a letter that is approved, sent, released. */
import type { Db } from "#db/connection.ts";
import type { Draft } from "#app/letters/letter.ts";
import { approveLetter } from "#app/letters/approve-letter.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { lookAt } from "#app/letters/drafting/approval.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { settleBatch } from "#emails/dispatch/settle-batch.ts";
import type { Fate } from "#emails/transports/transport.ts";
import { takeWebhook } from "#emails/webhook.ts";

import { keys, later, now } from "./house.ts";

export async function organiser(db: Db, address = "ann@example.org"): Promise<number> {
  await addOrganiser(db, keys, address, undefined, now);
  const { id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

export const draft = (demandIds: number[], more: Partial<Draft> = {}): Draft => ({
  subject: "To {{member.name}}",
  body: "{{total}} signed {{demand.title}}, {{total.constituency}} in {{constituency}}.",
  demandIds,
  audience: { to: "all" },
  perHour: 60,
  window: "any",
  ...more,
});

type Tx = Parameters<typeof sendLetter>[0];
/** In a transaction of its own. */
export const inOne = <T>(db: Db, deed: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(deed);

/** The version of all that there is to see of a letter now. */
export async function seenNow(db: Db, id: number, live = true): Promise<string> {
  const letter = (await getLetter(db, String(id)))!;
  const { seen } = await lookAt(db, letter, { rehearsal: !live, everyone: true }, now);
  return seen.version;
}

/** Approves what is seen now. @returns what is said */
export async function approve(db: Db, id: number, who: number, live = true): Promise<string> {
  const saw = await seenNow(db, id, live);
  return (await inOne(db, (tx) => approveLetter(tx, id, who, saw, live, now))).said;
}

/** A letter that is approved by its author. @returns its id */
export async function approved(db: Db, author: number, wish: Draft): Promise<number> {
  const { id } = await inOne(db, (tx) => composeLetter(tx, author, wish, now));
  await approve(db, id, author);
  return id;
}

export async function send(
  db: Db,
  id: number,
  how: { live?: boolean; reason?: string; at?: Date } = {},
): Promise<string> {
  const { live = true, reason = "", at = now } = how;
  const { said } = await inOne(db, (tx) => sendLetter(tx, id, { live, reason }, at));
  return said;
}

/** Whatever waits in the outbox comes to this end at the provider. */
export async function settleAll(
  db: Db,
  at = now,
  fate: Fate = { outcome: "accepted", providerId: "taken" },
): Promise<void> {
  for (;;) {
    const outlet = { name: "mailbox", batchSize: 100 } as const;
    const batch = (await takeOverBatch(db, outlet, at)) ?? (await freezeBatch(db, outlet, at));
    if (!batch) return;
    const fates = batch.rows.map(({ id }) => [id, fate] as const);
    await settleBatch(db, mailHearer, batch, fates, false, at);
  }
}

/** The provider tells of the copy to this member. */
export async function tellOf(
  db: Db,
  letter: number,
  member: number,
  type: string,
  more: object = {},
): Promise<void> {
  const { mail_id } = await db
    .selectFrom("letter_copy")
    .select("mail_id")
    .where("letter_id", "=", letter)
    .where("member_id", "=", member)
    .executeTakeFirstOrThrow();
  const event = { type, data: { tags: { message: mail_id! }, ...more } };
  await takeWebhook(db, mailHearer, event, `${type} ${JSON.stringify(more)} ${mail_id}`, now);
}

/** Lets everything out that is ever due, and has the provider take it. @returns the time */
export async function sendAll(db: Db, id: number, from = now): Promise<Date> {
  for (let time = from; ; time = later(60, time)) {
    await releaseCopies(db, keys, "mailbox", time);
    await settleAll(db, time);
    const { state } = await letterRow(db, id);
    if (state !== "sending") return time;
  }
}

export const letterRow = (db: Db, id: number) =>
  db.selectFrom("letter").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

export interface LetterParams {
  letter: number;
  member: number;
  subject: string;
  body: string;
}

/** The copies in the outbox, by member. */
export async function mailedCopies(db: Db, letter: number): Promise<LetterParams[]> {
  const rows = await db
    .selectFrom("mail_message")
    .select("params")
    .where("kind", "=", "letter")
    .execute();
  return rows
    .map(({ params }) => params as unknown as LetterParams)
    .filter((params) => params.letter === letter)
    .sort((a, b) => a.member - b.member);
}
