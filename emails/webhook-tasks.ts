/** What organisers are told of mails that did not arrive. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import type { Mail } from "./message.ts";

export type MailFound = Pick<
  Row<"mail_message">,
  "id" | "kind" | "params" | "state" | "recipient_key"
>;

type Letter = Extract<Mail, { kind: "letter" }>["params"];

/** A member is never barred by a bounce, which is often an automatic answer; a person looks. */
export async function tellOfLetter(
  db: Db,
  { letter, member }: Letter,
  problem: string,
  now: Date,
): Promise<void> {
  await addTask(
    db,
    "letter-bounced",
    `${letter}/${member}`,
    `The copy of letter ${letter} to member ${member} may not have arrived (${problem}). Their address is still used: check it, and correct it if needed.`,
    now,
  );
}

/** Above this share of the latest confirmations providers begin to refuse a sender's mail. */
const alarming = { of: 500, bounced: 10 };

/** Once a day at most. */
export async function tellOfBounces(db: Db, now: Date): Promise<void> {
  const latest = db
    .selectFrom("mail_message")
    .select("state")
    .where("kind", "=", "confirm")
    .orderBy("id", "desc")
    .limit(alarming.of);
  const { bounced } = await db
    .selectFrom(latest.as("latest"))
    .select((eb) => eb.fn.countAll<number>().as("bounced"))
    .where("state", "=", "bounced")
    .executeTakeFirstOrThrow();
  if (bounced <= alarming.bounced) return;
  await addTask(
    db,
    "bounces",
    now.toISOString().slice(0, 10),
    `${bounced} of the last ${alarming.of} confirmation mails bounced. Somebody may be signing with invented addresses; too many bounces make providers refuse all mail.`,
    now,
  );
}

async function addTask(
  db: Db,
  kind: string,
  subject: string,
  detail: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto("organiser_task")
    .values({ kind, subject, detail, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
