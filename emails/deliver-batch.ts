/** Brings one frozen batch to the provider, and the answer back to the database. */
import type { Db } from "#db/connection.ts";

import type { FrozenBatch, MailRow } from "./freeze-batch.ts";
import type { MailHearer } from "./hearer.ts";
import type { MailKind } from "./message.ts";
import { type Parcel, packMail } from "./parcel.ts";
import { pauseMail } from "./pause.ts";
import { readMail } from "./read-mail.ts";
import type { MailTools } from "./registry.ts";
import { leaveOut, settleBatch, splitBatch } from "./settle-batch.ts";
import type { Settled } from "./store-fates.ts";
import { allOf, type Answer, type Fate, type Transport } from "./transports/transport.ts";

/** Called with fields and a sentence; never with anyone's data. A pino logger is one. */
export interface MailLog {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
}

export interface DeliveryTools {
  db: Db;
  transport: Transport;
  tools: MailTools;
  /** Unseals a recipient's address; throws when it cannot. */
  openRecipient: (row: Pick<MailRow, "id" | "recipient" | "key_version">) => string;
  /** The kinds that may leave, where not all may; the others wait. */
  kinds?: readonly MailKind[] | undefined;
  /** Only then do letters go to members' real addresses. */
  live: boolean;
  clock: () => Date;
  log: MailLog;
  /** Told of mails whose fate matters beyond the outbox. */
  hearer: MailHearer;
}

/** Resend keeps an idempotency key for 24 hours; past this time a repetition could be a second mail. */
const certainFor = 20 * 3_600_000;
/** Tries that were surely not taken: at five minutes apart, about a day of them. */
const mostAttempts = 280;

/**
 * @returns whether the provider gave an answer that settles something; false means it is to be
 * spared for a while
 */
export async function deliverBatch(delivery: DeliveryTools, batch: FrozenBatch): Promise<boolean> {
  const { db, transport, clock, log, hearer } = delivery;
  if (batch.triedBefore && batch.started.getTime() - batch.triedBefore.getTime() >= certainFor) {
    const problem = "no certain answer in 20 hours";
    const fates = batch.rows.map(({ id }): Settled => [id, { outcome: "unknown", problem }]);
    await settleBatch(db, hearer, batch, fates, false, clock());
    log.warn({ batch: batch.id, mails: batch.rows.length }, `A batch of mails ended: ${problem}`);
    return true;
  }
  const parcels = await packBatch(delivery, batch);
  if (parcels.length === 0) return true;

  const answer = await send(delivery, { key: batch.id, parcels });
  const fates = answer.fates.map((fate) =>
    answer.pause || answer.halt ? fate : bound(fate, batch),
  );
  const problem = problemOf(fates);
  if (problem !== undefined)
    log.warn(
      { batch: batch.id, mails: parcels.length, attempts: batch.attempts, problem },
      "Not every mail of a batch was taken",
    );
  await pauseMail(db, transport.name, answer, clock());
  if (answer.split) {
    await splitBatch(db, batch, clock());
    return true;
  }
  const settled = parcels.map(({ id }, index): Settled => [id, fates[index]!]);
  const paused = answer.pause !== undefined || answer.halt !== undefined;
  await settleBatch(db, hearer, batch, settled, paused, clock());
  return paused || fates.some((fate) => fate.outcome !== "retry");
}

async function packBatch(delivery: DeliveryTools, batch: FrozenBatch): Promise<Parcel[]> {
  const parcels: Parcel[] = [];
  const unwritable: string[] = [];
  for (const row of batch.rows) {
    const parcel = pack(delivery, row);
    if (parcel) parcels.push(parcel);
    else unwritable.push(row.id);
  }
  if (unwritable.length > 0) {
    const problem = "the recipient or the contents could not be read";
    const { db, hearer, clock } = delivery;
    await leaveOut(db, hearer, batch, unwritable, problem, clock());
    delivery.log.warn({ batch: batch.id, mails: unwritable.length }, `Mails failed: ${problem}`);
  }
  return parcels;
}

function pack({ tools, openRecipient, live }: DeliveryTools, row: MailRow): Parcel | undefined {
  const mail = readMail(row.kind, row.params);
  if (!mail) return undefined;
  try {
    return packMail(
      { ...mail, id: row.id, locale: row.locale, to: openRecipient(row) },
      tools,
      live,
    );
  } catch {
    return undefined;
  }
}

async function send(
  { transport, clock }: DeliveryTools,
  batch: { key: string; parcels: readonly Parcel[] },
): Promise<Answer> {
  try {
    return await transport.send(batch, clock());
  } catch (error) {
    const problem = `the transport failed (${nameOf(error)})`;
    return { fates: allOf(batch, { outcome: "retry", taken: "maybe", problem }) };
  }
}

function bound(fate: Fate, { attempts }: FrozenBatch): Fate {
  if (fate.outcome !== "retry" || fate.taken === "maybe" || attempts < mostAttempts) return fate;
  return { outcome: "rejected", problem: fate.problem };
}

function problemOf(fates: readonly Fate[]): string | undefined {
  for (const fate of fates) if (fate.outcome !== "accepted") return fate.problem;
  return undefined;
}

/** An error's code or name; its message may hold what somebody typed. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
