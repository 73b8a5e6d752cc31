/** Tells organisers when so many confirmations bounce, at once or later, that providers may begin to refuse all mail. */
import type { Db } from "#db/connection.ts";

import { dayOf } from "#app/words/format.ts";

import type { MailHearer } from "../hearer.ts";

/** Above this share of the latest confirmations providers begin to refuse a sender's mail. */
const alarming = { of: 500, bounced: 10 };

/** Once a day at most. */
export async function tellOfBounces(
  tx: Db,
  hearer: Pick<MailHearer, "task">,
  now: Date,
): Promise<void> {
  const { of } = alarming;
  const latest = tx
    .selectFrom("mail_message")
    .select("state")
    .where("kind", "=", "confirm")
    .orderBy("id", "desc")
    .limit(of);
  const { bounced } = await tx
    .selectFrom(latest.as("latest"))
    .select((eb) => eb.fn.countAll<number>().as("bounced"))
    .where("state", "in", ["bounced", "failed"])
    .executeTakeFirstOrThrow();
  if (bounced <= alarming.bounced) return;
  const subject = dayOf(now);
  await hearer.task(tx, { kind: "bounces", subject, data: { bounced, of } }, now);
}
