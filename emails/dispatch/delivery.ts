/** The dispatcher: carries what is due from the outbox to the provider, until it is stopped. */
import { setTimeout as sleep } from "node:timers/promises";

import { sayRarely } from "#db/say-rarely.ts";

import { deliverBatch, nameOf } from "./deliver-batch.ts";
import { type DeliveryTools, KeyMissing } from "./delivery-tools.ts";
import { freezeBatch, type FrozenBatch, takeOverBatch } from "./freeze-batch.ts";
import { liftHalt } from "../pause.ts";
import { endEmpty, putOff } from "./settle-batch.ts";

export interface Dispatcher {
  /** Finishes the batches in hand, then closes the transport. */
  stop: () => Promise<void>;
}

const lanes = 3;
const idle = 250;
/** After a database fault; short, so that mail flows within seconds of its return. */
const longestWait = 2_000;
/** How long a batch waits for a process that has its key. */
const keylessFor = 5_000;
/** Batches of which is kept when they were first tried: those of the last minute at full speed. */
const mostTries = 10_000;

/**
 * Works in lanes: each takes a batch, sends it, settles it, and goes on at once while there is
 * work. Any number of dispatchers may run on one database. Starting one lifts a halt, for a
 * restart is how a wrong key is usually corrected.
 */
export function startDispatcher(delivery: DeliveryTools): Dispatcher {
  const { db, transport, clock, elapsed, log } = delivery;
  const stopping = new AbortController();
  const wait = (time: number) =>
    sleep(time, undefined, { signal: stopping.signal }).catch(() => {});
  // on a full disk one lane may fail while another finds nothing to do
  const sayBack = sayRarely((fields, message) => log.info(fields, message));
  const sayAway = sayRarely((fields, message) => log.warn(fields, message));
  const sayKeyless = sayRarely((fields, message) => log.warn(fields, message));
  let halted = true;
  let away = false;
  /** Requests in a row that settled nothing, over all lanes. */
  let silent = 0;
  let spareUntil = 0;
  /** When to look for late batches again. */
  let lookAt = 0;
  /** When this process first tried a batch; its clock is not set. */
  const tries = new Map<string, number>();

  async function nextBatch(): Promise<FrozenBatch | undefined> {
    const outlet = { ...transport, ...delivery.writes() };
    if (elapsed() >= lookAt) {
      const late = await takeOverBatch(db, outlet, clock());
      if (late) return { ...late, triedFor: triedFor(late) };
      lookAt = elapsed() + idle;
    }
    return elapsed() < spareUntil ? undefined : freezeBatch(db, outlet, clock());
  }

  function triedFor(late: FrozenBatch): number {
    const tried = tries.get(late.id);
    return tried === undefined ? late.triedFor : elapsed() - tried;
  }

  function keepTry({ id, triedBefore }: FrozenBatch): void {
    if (triedBefore) return;
    tries.delete(id);
    tries.set(id, elapsed());
    if (tries.size > mostTries) tries.delete(tries.keys().next().value!);
  }

  /** @returns whether there was anything to do */
  async function turn(): Promise<boolean> {
    const batch = await nextBatch();
    if (!batch) return false;
    if (batch.rows.length === 0) {
      await endEmpty(db, batch);
      return true;
    }
    keepTry(batch);
    silent = (await deliverOrPutOff(batch)) ? 0 : silent + 1;
    // one lost answer is a matter of its batch; several in a row are the provider's trouble
    const spare = silent < 3 ? 0 : Math.min(2 ** (silent - 3), 30) * 1000;
    spareUntil = elapsed() + spare;
    return true;
  }

  /** Whoever has the ring of before leaves a mail with a newer key to who has it. */
  async function deliverOrPutOff(batch: FrozenBatch): Promise<boolean> {
    try {
      return await deliverBatch(delivery, batch);
    } catch (error) {
      if (!(error instanceof KeyMissing)) throw error;
      sayKeyless({ problem: error.message }, "Mail waits: restart this process with all keys");
      await putOff(db, batch, new Date(clock().getTime() + keylessFor));
      return true;
    }
  }

  async function lane(): Promise<void> {
    let faults = 0;
    while (!stopping.signal.aborted) {
      try {
        if (halted) {
          await liftHalt(db, transport.name);
          halted = false;
        }
        const busy = await turn();
        if (away) sayBack({}, "Mail is delivered again");
        away = false;
        faults = 0;
        if (!busy) await wait(idle);
      } catch (error) {
        if (!away) sayAway({ code: nameOf(error) }, "Mail waits: the database does not answer");
        away = true;
        await wait(Math.min(idle * 2 ** faults++, longestWait));
      }
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await transport.close();
    },
  };
}
