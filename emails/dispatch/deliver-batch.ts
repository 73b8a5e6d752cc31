/** Brings one frozen batch to the provider, and the answer back to the database. */
import type { DeliveryTools } from "./delivery-tools.ts";
import type { FrozenBatch } from "./freeze-batch.ts";
import { isJudged } from "../hearer.ts";
import { whileLeaving } from "./leaving.ts";
import { type Packed, packBatch } from "./pack-batch.ts";
import type { Parcel } from "./parcel.ts";
import { pauseMail } from "../pause.ts";
import { putOff, settleBatch, splitBatch, takeOut } from "./settle-batch.ts";
import type { Settled } from "./store-fates.ts";
import { allOf, type Answer, type Batch, type Fate } from "../transports/transport.ts";

/** Resend keeps an idempotency key for 24 hours; past this time a repetition could be a second mail. */
const certainFor = 20 * 3_600_000;
/** Tries that were surely not taken: at five minutes apart, about a day of them. */
const mostAttempts = 280;
/** So often a batch stops all mail for a limit read out of words; then it is put off alone, for others are not refused. */
const mostGuesses = 3;
/** How long a batch waits whose letter or update is held, or while some are being stopped. */
const heldFor = 15_000;
const stoppingFor = 1_000;

/**
 * @returns whether the provider gave an answer that settles something; false means it is to be
 * spared for a while
 * @throws KeyMissing where the batch waits for a process that has its key
 */
export async function deliverBatch(delivery: DeliveryTools, batch: FrozenBatch): Promise<boolean> {
  if (batch.triedBefore && batch.triedFor >= certainFor)
    return endUnknown(delivery, batch, "no certain answer in 20 hours");
  const packed = await packBatch(delivery, batch);
  if (packed.length === 0) return true;
  const { db } = delivery;
  const judged = batch.rows.some(isJudged);
  const handed = await whileLeaving(db, batch, judged, async () => {
    const answered = await handOver(delivery, batch, packed, judged);
    return answered ? takeAnswer(delivery, batch, answered) : true;
  });
  if (!handed) await putOff(db, batch, later(delivery, stoppingFor));
  return handed?.done ?? true;
}

/** @returns undefined when nothing was handed over, and what becomes of the batch is settled */
async function handOver(
  delivery: DeliveryTools,
  batch: FrozenBatch,
  packed: readonly Packed[],
  judged: boolean,
): Promise<Handed | undefined> {
  const staying = judged ? await judge(delivery, batch, packed) : noneStays;
  if (staying === undefined) return undefined;
  const parcels = packed.flatMap(({ parcel }) => (staying.has(parcel.id) ? [] : [parcel]));
  if (parcels.length === 0) return undefined;
  const repeated = batch.triedBefore !== null;
  const at = delivery.clock();
  return { parcels, at, answer: await send(delivery, { key: batch.id, parcels, repeated }, at) };
}

interface Handed {
  parcels: readonly Parcel[];
  /** The moment from which the answer counts. */
  at: Date;
  answer: Answer;
}

const noneStays: ReadonlySet<string> = new Set();

/**
 * Mails that have to stay are taken out of a batch that no try has brought to the provider. After such
 * a try the batch has to go again as it was frozen, or not at all.
 * @returns those that stay; undefined where all of them do
 */
async function judge(
  delivery: DeliveryTools,
  batch: FrozenBatch,
  packed: readonly Packed[],
): Promise<ReadonlySet<string> | undefined> {
  const { db, hearer, clock } = delivery;
  const mails = packed.map(({ parcel: { id, tags }, address }) => ({
    id,
    kind: tags.kind,
    address,
  }));
  const stays = await hearer.judge(db, mails, clock());
  if (stays.size === 0) return noneStays;
  if (!batch.triedBefore) {
    await takeOut(db, hearer, batch, [...stays.keys()], clock());
    return new Set(stays.keys());
  }
  const why = new Set(stays.values());
  if (why.has("over"))
    await endUnknown(delivery, batch, "it was stopped after a try of which no answer came");
  else if (why.has("held")) await putOff(db, batch, later(delivery, heldFor));
  else return noneStays;
  return undefined;
}

const later = ({ clock }: DeliveryTools, wait: number) => new Date(clock().getTime() + wait);

async function endUnknown(
  { db, hearer, clock, log }: DeliveryTools,
  batch: FrozenBatch,
  problem: string,
): Promise<true> {
  const fates = batch.rows.map(({ id }): Settled => [id, { outcome: "unknown", problem }]);
  await settleBatch(db, hearer, batch, fates, false, clock());
  log.warn({ batch: batch.id, mails: batch.rows.length }, `A batch of mails ended: ${problem}`);
  return true;
}

async function takeAnswer(
  { db, transport, hearer, clock, log }: DeliveryTools,
  batch: FrozenBatch,
  { parcels, at, answer }: Handed,
): Promise<boolean> {
  const isGuess = answer.pause?.isGuess === true;
  const pause = isGuess && batch.attempts > mostGuesses ? undefined : answer.pause;
  const isPausing = pause !== undefined || answer.halt !== undefined;
  const fates = isPausing ? answer.fates : answer.fates.map((fate) => bound(fate, batch));
  const problem = problemOf(fates);
  if (problem !== undefined)
    log.warn(
      { batch: batch.id, mails: parcels.length, attempts: batch.attempts, problem },
      "Not every mail of a batch was taken",
    );
  const { halt } = answer;
  await pauseMail(
    db,
    transport.name,
    { ...(pause && { pause }), ...(halt && { halt }) },
    at,
    clock(),
  );
  if (answer.split) {
    const ids = parcels.map(({ id }) => id);
    await splitBatch(db, batch, ids, clock());
    return true;
  }
  const settled = parcels.map(({ id }, index): Settled => [id, fates[index]!]);
  const isUncounted = isPausing && !(isGuess && halt === undefined);
  await settleBatch(db, hearer, batch, settled, isUncounted, clock());
  return isPausing || fates.some((fate) => fate.outcome !== "retry");
}

async function send({ transport }: DeliveryTools, batch: Batch, now: Date): Promise<Answer> {
  try {
    return await transport.send(batch, now);
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
