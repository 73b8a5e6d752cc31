/** Each mail of a copy has the Message-ID under which it left, for the next letter to go on from. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table letter_try add column if not exists message_id text`,
  // of a mail that left by SMTP the outbox knows it, as long as it keeps the mail
  `update letter_try t set message_id = m.provider_id
     from mail_message m
    where m.id = t.mail_id and t.message_id is null and m.provider_id like '<%@%>'`,
];
