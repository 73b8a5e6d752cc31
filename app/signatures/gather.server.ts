/** Group commit: submissions that arrive while a statement is under way go together in the next one. */
import { setTimeout as sleep } from "node:timers/promises";

import { isRowFault, mayPass } from "#db/faults.ts";

/** Statements under way at once: while one waits for its commit, the next is being worked on. */
const IN_FLIGHT = 2;
/** Rows of one statement: more would only make the first of them wait longer. */
const MOST_ROWS = 128;
/** About half a second of work; who comes later is told at once to come again. */
const MOST_WAITING = 2_000;
/** Pauses before the second and the third try of a statement whose fault may pass, in milliseconds. */
const PAUSES = [20, 250];

/** Too many wait, or the database is away: nothing was stored, and the same may succeed in seconds. */
export class Busy extends Error {
  override name = "Busy";
}

/** What the figures are told. */
export interface Watch {
  observeBatch: (statement: string, rows: number, waitedSeconds: number) => void;
  countTurnedAway: (statement: string) => void;
}

interface Waiting<Item, Outcome> {
  item: Item;
  since: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Makes a function that takes one item and resolves once the statement that holds it is committed.
 * The first item leaves at the end of the event loop's turn in which it came, so nobody waits for company.
 * An item that breaks a constraint fails alone; a lost connection is tried again, so `run` must be
 * idempotent.
 * @param statement its name in the figures
 * @param keyOf two items of one key never share a statement
 * @param run stores the items; its outcomes are in their order
 * @returns rejects with `Busy` when nothing was stored and the same may succeed later
 */
export function gather<Item, Outcome>(
  statement: string,
  keyOf: (item: Item) => string,
  run: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  watch: Watch,
): (item: Item) => Promise<Outcome> {
  let waiting: Waiting<Item, Outcome>[] = [];
  let underWay = 0;
  let called = false;

  function call(): void {
    if (called || underWay === IN_FLIGHT || waiting.length === 0) return;
    called = true;
    setImmediate(() => {
      called = false;
      void start(takeBatch());
    });
  }

  function takeBatch(): Waiting<Item, Outcome>[] {
    const keys = new Set<string>();
    const batch: Waiting<Item, Outcome>[] = [];
    const left: Waiting<Item, Outcome>[] = [];
    for (const one of waiting) {
      const key = keyOf(one.item);
      if (batch.length === MOST_ROWS || keys.has(key)) left.push(one);
      else {
        keys.add(key);
        batch.push(one);
      }
    }
    waiting = left;
    return batch;
  }

  async function start(batch: Waiting<Item, Outcome>[]): Promise<void> {
    underWay++;
    watch.observeBatch(statement, batch.length, (performance.now() - batch[0]!.since) / 1000);
    // the next one gathers while this one runs
    call();
    await settle(batch, run);
    underWay--;
    call();
  }

  return (item) => {
    if (waiting.length >= MOST_WAITING) {
      watch.countTurnedAway(statement);
      return Promise.reject(new Busy("too many wait"));
    }
    return new Promise((resolve, reject) => {
      waiting.push({ item, since: performance.now(), resolve, reject });
      call();
    });
  };
}

/** Runs a batch and answers each of it; a row that fails is found by halving. Never throws. */
async function settle<Item, Outcome>(
  batch: readonly Waiting<Item, Outcome>[],
  run: (items: readonly Item[]) => Promise<readonly Outcome[]>,
): Promise<void> {
  const items = batch.map(({ item }) => item);
  for (let tries = 0; ; tries++) {
    try {
      const outcomes = await run(items);
      batch.forEach(({ resolve }, index) => resolve(outcomes[index]!));
      return;
    } catch (error) {
      if (isRowFault(error) && batch.length > 1) {
        const half = batch.length >> 1;
        await settle(batch.slice(0, half), run);
        await settle(batch.slice(half), run);
        return;
      }
      const pause = mayPass(error) ? PAUSES[tries] : undefined;
      if (pause === undefined) {
        const final = mayPass(error) ? new Busy("the database is away", { cause: error }) : error;
        for (const { reject } of batch) reject(final);
        return;
      }
      await sleep(pause);
    }
  }
}
