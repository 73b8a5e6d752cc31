/** The outbox: a mail is a row, stored in the transaction of what it is about. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import type { MailFate } from "./hearer.ts";
import { type Mail, priorityOf } from "./message.ts";

export interface Envelope {
  /** A uuidv7, made by the caller. */
  id: string;
  /** The address, sealed with the message's id as its owner. */
  recipient: Buffer;
  keyVersion: number;
  /** The signer key that a suppression would name; null for members and organisers. */
  recipientKey: Buffer | null;
  locale: LocaleCode;
  notBefore: Date;
}

/** A mail and where it goes. */
type Posted = Mail & { envelope: Envelope };

/** Puts mails into the outbox; `db` is the transaction that they belong to. */
export async function enqueue(db: Db, mails: readonly Posted[], now: Date): Promise<void> {
  if (mails.length === 0) return;
  await db
    .insertInto("mail_message")
    .values(mails.map((mail) => rowOf(mail, now)))
    .execute();
}

/**
 * Writes what `enqueue` would, of mails that nobody gets: how long an answer takes does not tell whether
 * there was one. Their recipients are nobody's.
 */
export async function pretend(db: Db, mails: readonly Posted[], now: Date): Promise<void> {
  await db
    .insertInto("mail_message")
    .values(mails.map((mail) => ({ ...rowOf(mail, now), state: "cancelled", settled_at: now })))
    .execute();
}

const rowOf = ({ kind, params, envelope }: Posted, now: Date) => ({
  id: envelope.id,
  kind,
  recipient: envelope.recipient,
  key_version: envelope.keyVersion,
  recipient_key: envelope.recipientKey,
  params: JSON.stringify(params),
  locale: envelope.locale,
  priority: priorityOf[kind],
  not_before: envelope.notBefore,
  batch_id: null,
  provider_id: null,
  problem: null,
  created_at: now,
});

/**
 * Takes mails out of the outbox that have surely not left: those in no batch, or in one that the
 * provider has refused or not seen and that nobody has in hand. `tx` is the transaction of who stops
 * them; what is left out here the dispatcher asks about before it leaves.
 * @returns the ids of those taken back
 */
export async function takeBack(tx: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with thinned as (
      update mail_batch b set
        message_ids = array(select id from unnest(b.message_ids) with ordinality as kept (id, place)
          where id <> all (${ids}::uuid[]) order by place),
        state = case when b.message_ids <@ ${ids}::uuid[] then 'done' else b.state end
      where b.state = 'open' and b.first_tried_at is null and b.id in (
        select batch_id from mail_message where id = any (${ids}::uuid[]) and state = 'sending')
      returning b.id
    )
    delete from mail_message where id = any (${ids}::uuid[]) and (
      (state = 'queued' and batch_id is null)
      or (state = 'sending' and batch_id in (select id from thinned)))
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Tries within about 20 minutes; who puts off a mail so often has a reason that is the mail's, or a long one. */
const OFTEN = 12;

/** How many of these mails wait for another try after the service has put them off again and again. */
export async function countPutOff(db: Db, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from mail_message m join mail_batch b on b.id = m.batch_id
     where m.id = any (${ids}::uuid[]) and m.state = 'sending'
       and b.state = 'open' and b.first_tried_at is null and b.attempts >= ${OFTEN}`.execute(db);
  return rows[0]!.count;
}

/** By the mail's id, the invitations that are among these mails. */
export async function invitationsAmong(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; invitation: string }>`
    select id, params ->> 'invitation' as invitation from mail_message
     where id = any (${ids}::uuid[]) and kind = 'invitation'`.execute(db);
  return new Map(rows.map(({ id, invitation }) => [id, invitation]));
}

/** What has become of mails; of one that was forgotten, nothing. */
export async function fates(db: Db, ids: readonly string[]): Promise<MailFate[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("mail_message")
    .select(["id", "kind", "state", "problem"])
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute();
}

/** Erases where settled mails went: they are not to leave again. */
export async function forgetRecipients(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update mail_message set recipient = ''
     where id = any (${ids}::uuid[]) and state not in ('queued', 'sending', 'unknown')`.execute(tx);
}
