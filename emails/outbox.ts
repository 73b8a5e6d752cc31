/** The outbox: a mail is a row, stored in the transaction of what it is about. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

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
