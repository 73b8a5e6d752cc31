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

/** Puts mails into the outbox; `db` is the transaction that they belong to. */
export async function enqueue(
  db: Db,
  mails: readonly (Mail & { envelope: Envelope })[],
  now: Date,
): Promise<void> {
  if (mails.length === 0) return;
  await db
    .insertInto("mail_message")
    .values(
      mails.map(({ kind, params, envelope }) => ({
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
      })),
    )
    .execute();
}

/** Keeps queued mails back until they are released; `tx` is the transaction of what holds them. */
export async function hold(tx: Db, ids: readonly string[]): Promise<void> {
  await sql`update mail_message set not_before = 'infinity'
             where id = any (${ids}::uuid[]) and state = 'queued'`.execute(tx);
}

/** Lets mails that are held leave from now on. */
export async function release(tx: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`update mail_message set not_before = ${now}
             where id = any (${ids}::uuid[]) and state = 'queued' and not_before = 'infinity'`.execute(
    tx,
  );
}

/**
 * Stops mails for good that no batch has taken.
 * @param problem why, in a few words without anybody's data
 * @returns the ids of those that are stopped; the others have left or are leaving
 */
export async function cancel(
  tx: Db,
  ids: readonly string[],
  problem: string,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update mail_message set state = 'cancelled', settled_at = ${now}, not_before = 'infinity',
           problem = ${problem}
     where id = any (${ids}::uuid[]) and state = 'queued' returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What has become of mails; of one that was forgotten, nothing. */
export async function fates(db: Db, ids: readonly string[]): Promise<MailFate[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("mail_message")
    .select(["id", "state", "problem"])
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute();
}
