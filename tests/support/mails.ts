/** Mails for tests, and what is needed to deliver them. */
import { mailHearer } from "#app/mail/hearer.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";
import type { DeliveryTools, MailLog } from "#emails/dispatch/delivery-tools.ts";
import type { Mail } from "#emails/message.ts";
import { type Envelope, enqueue } from "#emails/outbox.ts";
import type { MailTools } from "#emails/registry.ts";
import type { Transport } from "#emails/transports/transport.ts";

export const from = { name: "The Campaign", address: "campaign@example.org" };

export const mailTools: MailTools = {
  origin: "https://demands.example.org",
  campaign: {
    names: { en: "The Campaign" },
    email: "campaign@example.org",
    ...{ address: undefined, telephone: undefined, sender: undefined },
  },
  answers: {
    token: ({ letterId, memberId }) => `answer-${letterId}-${memberId}`,
    address: () => undefined,
  },
  updates: new Map(),
  ownLetters: new Map(),
  token: (word, id) => `${word}-${Buffer.from(id).toString("base64url")}`,
};

/** A log that keeps its lines. */
export function keptLog(): MailLog & { lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) =>
    lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, info: keep, warn: keep };
}

/** Recipients of tests are stored as they are, not sealed. */
export function deliveryTools(
  db: Db,
  transport: Transport,
): DeliveryTools & { log: { lines: string[] } } {
  return {
    db,
    transport,
    writes: () => ({ letterhead: 1, kinds: undefined }),
    toolsOf: () => Promise.resolve(mailTools),
    openRecipient: ({ recipient }) => recipient.toString(),
    live: false,
    hearer: mailHearer,
    clock: () => new Date(),
    elapsed: () => performance.now(),
    log: keptLog(),
  };
}

export const confirmMail: Mail = {
  kind: "confirm",
  params: {
    signing: "0190a0a0-0000-7000-8000-000000000001",
    signer: Buffer.alloc(16, 7).toString("base64url"),
    titles: ["Free the prisoners"],
  },
};

export const letterMail: Mail = {
  kind: "letter",
  params: { letter: 3, member: 42, subject: "On Kazakhstan", body: "Dear *Ada Example* MP," },
};

/** Puts one mail into the outbox. @returns its id */
export async function queueMail(
  db: Db,
  to: string,
  mail: Mail = confirmMail,
  envelope: Partial<Envelope> = {},
): Promise<string> {
  const now = new Date();
  const id = uuidv7(now);
  const recipient = Buffer.from(to);
  await enqueue(
    db,
    [
      {
        ...mail,
        envelope: {
          id,
          recipient,
          keyVersion: 1,
          recipientKey: null,
          locale: "en",
          notBefore: now,
          ...envelope,
        },
      },
    ],
    now,
  );
  return id;
}

/** Puts `count` confirmations into the outbox, to `0@example.org` and on. */
export async function queueMany(db: Db, count: number): Promise<void> {
  const now = new Date();
  const mails = Array.from({ length: count }, (_, index) => ({
    ...confirmMail,
    envelope: {
      id: uuidv7(now),
      recipient: Buffer.from(`${index}@example.org`),
      keyVersion: 1,
      recipientKey: null,
      locale: "en" as const,
      notBefore: now,
    },
  }));
  while (mails.length > 0) await enqueue(db, mails.splice(0, 1000), now);
}

/** How many mails are in which state. */
export async function countStates(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom("mail_message")
    .select((eb) => ["state", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Waits until something holds, looking every 20 ms. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
