/** Mails become rows to be read at `/mailbox`: for the first run, nothing leaves the machine. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type Sender, spellSender } from "../sender.ts";
import { messageIdOf, senderOf, type Transport } from "./transport.ts";

export function mailboxTransport({ db, from }: { db: Db; from: Sender }): Transport {
  return {
    name: "mailbox",
    batchSize: 100,
    send: async ({ parcels }, now) => {
      const rows = parcels.map((parcel) => ({
        id: parcel.id,
        recipient: parcel.to,
        sender: spellSender(senderOf(parcel, from)),
        reply_to: parcel.replyTo,
        subject: parcel.subject,
        html: parcel.html,
        text: parcel.text,
        headers: { ...parcel.headers, "Message-ID": messageIdOf(parcel, from) },
        tags: parcel.tags,
      }));
      await sql`
        insert into mailbox
          (id, recipient, sender, reply_to, subject, html, text, headers, tags, created_at)
        select id, recipient, sender, reply_to, subject, html, text, headers, tags, ${now}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as mail (id uuid, recipient text,
          sender text, reply_to text, subject text, html text, text text, headers jsonb, tags jsonb)
        on conflict (id) do nothing`.execute(db);
      return {
        fates: parcels.map((parcel) => ({
          outcome: "accepted",
          providerId: parcel.id,
          messageId: messageIdOf(parcel, from),
        })),
      };
    },
    close: () => Promise.resolve(),
  };
}
