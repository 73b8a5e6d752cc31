/** The mails that a copy has had, one row each, with the times at which something was heard of them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";

import type { Try } from "./try.ts";

interface NewTry {
  mail: string;
  member: number;
  address: string;
}

export async function keepTries(
  tx: Db,
  letter: number,
  tries: readonly NewTry[],
  now: Date,
): Promise<void> {
  if (tries.length === 0) return;
  await tx
    .insertInto("letter_try")
    .values(
      tries.map(({ mail, member, address }) => ({
        ...{ mail_id: mail, letter_id: letter, member_id: member, address, made_at: now },
        problem: null,
      })),
    )
    .execute();
}

/** Of mails that were taken back, so that they never left. */
export async function forgetTries(tx: Db, mails: readonly string[]): Promise<void> {
  await tx
    .deleteFrom("letter_try")
    .where(sql<boolean>`mail_id = any (${mails}::uuid[])`)
    .execute();
}

/**
 * Writes down what was heard of mails, and when; of each kind the first time stays. What a provider has
 * delivered, or what came back, has left before. So does the Message-ID.
 */
export async function timeTries(tx: Db, fates: readonly MailFate[], now: Date): Promise<void> {
  await sql`
    update letter_try t set
      left_at = case when n.state in ('sent', 'delivered', 'bounced', 'complained')
                     then coalesce(t.left_at, ${now}::timestamptz) else t.left_at end,
      delivered_at = case n.state when 'delivered' then coalesce(t.delivered_at, ${now}::timestamptz)
                     else t.delivered_at end,
      bounced_at = case n.state when 'bounced' then coalesce(t.bounced_at, ${now}::timestamptz)
                   else t.bounced_at end,
      complained_at = case n.state when 'complained' then coalesce(t.complained_at, ${now}::timestamptz)
                      else t.complained_at end,
      failed_at = case n.state when 'failed' then coalesce(t.failed_at, ${now}::timestamptz)
                  else t.failed_at end,
      message_id = coalesce(t.message_id, n.message_id),
      problem = n.problem
     from unnest(${fates.map(({ id }) => id)}::uuid[], ${fates.map(({ state }) => state)}::text[],
                 ${fates.map(({ problem }) => problem)}::text[],
                 ${fates.map(({ messageId }) => messageId ?? null)}::text[])
            as n (id, state, problem, message_id)
    where t.mail_id = n.id`.execute(tx);
}

/** How many mails a copy has had. */
export async function countTries(tx: Db, letter: number, member: number): Promise<number> {
  const { count } = await tx
    .selectFrom("letter_try")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("letter_id", "=", letter)
    .where("member_id", "=", member)
    .executeTakeFirstOrThrow();
  return count;
}

/** By member, the first mail first. @param members of one letter */
export async function listTries(
  db: Db,
  letter: number,
  members?: readonly number[],
): Promise<Map<number, Try[]>> {
  let query = db
    .selectFrom("letter_try")
    .select(["member_id as member", "mail_id as mail", "address", "problem"])
    .select(["made_at as madeAt", "left_at as leftAt", "delivered_at as deliveredAt"])
    .select(["bounced_at as bouncedAt", "complained_at as complainedAt", "failed_at as failedAt"])
    .where("letter_id", "=", letter)
    .orderBy("mail_id");
  if (members) query = query.where(sql<boolean>`member_id = any (${members}::int[])`);
  return Map.groupBy(await query.execute(), ({ member }) => member);
}
