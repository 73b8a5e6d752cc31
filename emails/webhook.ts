/** Takes the provider's webhooks: what became of a mail after it was accepted, and that one has come in. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { uuidBytes, uuidOf } from "#db/uuid.ts";

import { isHeard, type MailHearer } from "./hearer.ts";
import { suppress } from "./suppression.ts";
import { tellOfBounces } from "./dispatch/tell-of-bounces.ts";
import { verifyWebhook } from "./verify-webhook.ts";
import {
  afterNews,
  type News,
  newsOf,
  readWebhookEvent,
  receivedIn,
  type WebhookEvent,
} from "./webhook-event.ts";

type MailFound = Pick<Row<"mail_message">, "id" | "kind" | "state" | "problem" | "recipient_key">;

/** A bounced or complaining address is left alone for a year: boxes are emptied, domains mended. */
const suppressedFor = 365 * 86_400_000;

/**
 * The whole of `POST /webhooks/resend`.
 * @param secret undefined where no webhook is configured
 * @returns "taken" also for repetitions and for events that say nothing; throws only when the
 * database is away, so that the provider comes again
 */
export async function receiveWebhook(
  db: Db,
  hearer: MailHearer,
  secret: string | undefined,
  headers: Headers,
  rawBody: string,
  now: Date,
): Promise<"taken" | "bad-signature" | "not-configured"> {
  if (secret === undefined) return "not-configured";
  const svixId = verifyWebhook(secret, headers, rawBody, now);
  if (svixId === undefined) return "bad-signature";
  const event = readWebhookEvent(rawBody);
  if (event) await takeWebhook(db, hearer, event, svixId, now);
  return "taken";
}

/**
 * Stores the event under its unique id and, the first time, what it says about one of our mails.
 * @returns whether it was new
 */
export async function takeWebhook(
  db: Db,
  hearer: MailHearer,
  event: WebhookEvent,
  svixId: string,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const mail = await findMail(tx, event);
    const stored = await tx
      .insertInto("webhook_event")
      .values({ id: svixId, type: event.type, message_id: mail?.id ?? null, created_at: now })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!stored) return false;
    const news = newsOf(event);
    if (mail && news) await applyNews(tx, hearer, mail, news, event, now);
    const received = receivedIn(event);
    if (received) await hearer.received?.(tx, received, now);
    return true;
  });
}

/** By the tag that every mail of ours carries and every event of it brings back; locked. */
async function findMail(db: Db, { data }: WebhookEvent): Promise<MailFound | undefined> {
  const tag = data.tags?.message;
  if (tag === undefined) return undefined;
  const bytes = uuidBytes(tag);
  if (bytes.length !== 16 || uuidOf(bytes) !== tag) return undefined;
  return db
    .selectFrom("mail_message")
    .select(["id", "kind", "state", "problem", "recipient_key"])
    .where("id", "=", tag)
    .forUpdate()
    .executeTakeFirst();
}

async function applyNews(
  tx: Db,
  hearer: MailHearer,
  mail: MailFound,
  news: News,
  event: WebhookEvent,
  now: Date,
): Promise<void> {
  const { state, problem } = afterNews(mail, news);
  await tx
    .updateTable("mail_message")
    .set((eb) => ({
      state,
      problem,
      provider_id: eb.fn.coalesce("provider_id", eb.val(event.data.email_id ?? null)),
      settled_at: eb.fn.coalesce("settled_at", eb.val(now)),
    }))
    .where("id", "=", mail.id)
    .execute();
  const { id, kind } = mail;
  const { message_id: messageId } = event.data;
  if (isHeard(mail)) await hearer.fates(tx, [{ id, kind, state, problem, messageId }], now);
  if (!news.suppress || !mail.recipient_key) return;
  const until = new Date(now.getTime() + suppressedFor);
  await suppress(tx, mail.recipient_key, news.suppress, until, now);
  if (news.suppress === "bounced") await tellOfBounces(tx, hearer, now);
}
