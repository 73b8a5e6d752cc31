/** Group commit: submissions that arrive while a statement is under way go together in the next one. */
import { setTimeout as sleep } from "node:timers/promises";

import { Frozen, isRowFault, mayPass } from "./faults.ts";

/** Statements under way at once: while one waits for its commit, the next is being worked on. */
const IN_FLIGHT = 2;
/** Rows of one statement: more would only make the first of them wait longer. */
const MOST_ROWS = 128;
/** About half a second of work; who comes later is told at once to come again. */
const MOST_WAITING = 2_000;
/** Of one key so many wait: only one of them leaves with each statement. */
const MOST_OF_ONE_KEY = 4;
/** In milliseconds; who has waited so long for a statement to begin is told to come again. */
const PATIENCE = 3_000;
/** Pauses before the second and the third try of a statement whose fault may pass, in milliseconds. */
const PAUSES = [20, 250];
/** In milliseconds; what failed after a longer time is not tried again while people wait. */
const QUICKLY = 1_000;
/** Failures in one batch after which the fault is no longer looked for among its rows. */
const MOST_FAILURES = 16;

/** Too many wait, or the database is away; the same may succeed in seconds. */
export class Busy extends Error {
  override name = "Busy";
}

/** What the figures are told. */
export interface Watch {
  observeBatch: (statement: string, rows: number, waitedSeconds: number) => void;
  countTurnedAway: (statement: string) => void;
}

type Run<Item, Outcome> = (items: readonly Item[]) => Promise<readonly Outcome[]>;

interface Waiting<Item, Outcome> {
  item: Item;
  key: string;
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
 * @returns rejects with `Busy` when the same may succeed later
 */
export function groupCommit<Item, Outcome>(
  statement: string,
  keyOf: (item: Item) => string,
  run: Run<Item, Outcome>,
  watch: Watch,
): (item: Item) => Promise<Outcome> {
  let waiting: Waiting<Item, Outcome>[] = [];
  const waitingOf = new Map<string, number>();
  let underWay = 0;
  let called = false;
  let lookingOut: NodeJS.Timeout | undefined;

  function call(): void {
    if (called || waiting.length === 0) return;
    if (underWay === IN_FLIGHT) {
      lookingOut ??= setTimeout(turnAwayLate, PATIENCE);
      return;
    }
    called = true;
    setImmediate(() => {
      called = false;
      const batch = takeBatch();
      if (batch.length > 0) void start(batch);
    });
  }

  function leave({ key }: Waiting<Item, Outcome>): void {
    const left = waitingOf.get(key)! - 1;
    if (left === 0) waitingOf.delete(key);
    else waitingOf.set(key, left);
  }

  function takeBatch(): Waiting<Item, Outcome>[] {
    const keys = new Set<string>();
    const batch: Waiting<Item, Outcome>[] = [];
    const others: Waiting<Item, Outcome>[] = [];
    for (const one of waiting) {
      if (batch.length === MOST_ROWS || keys.has(one.key)) others.push(one);
      else {
        keys.add(one.key);
        batch.push(one);
        leave(one);
      }
    }
    waiting = others;
    return batch;
  }

  /** A statement that hangs must not hang all who come after it. */
  function turnAwayLate(): void {
    lookingOut = undefined;
    const since = performance.now() - PATIENCE;
    const late = waiting.filter((one) => one.since <= since);
    waiting = waiting.filter((one) => one.since > since);
    for (const one of late) {
      leave(one);
      watch.countTurnedAway(statement);
      one.reject(new Busy("the statements before it take too long"));
    }
    call();
  }

  async function start(batch: Waiting<Item, Outcome>[]): Promise<void> {
    underWay++;
    watch.observeBatch(statement, batch.length, (performance.now() - batch[0]!.since) / 1000);
    // the next batch fills while this one runs
    call();
    await settle(batch, run, { left: MOST_FAILURES });
    underWay--;
    call();
  }

  return (item) => {
    const key = keyOf(item);
    const ofThisKey = waitingOf.get(key) ?? 0;
    if (waiting.length >= MOST_WAITING || ofThisKey >= MOST_OF_ONE_KEY) {
      watch.countTurnedAway(statement);
      return Promise.reject(new Busy("too many wait"));
    }
    waitingOf.set(key, ofThisKey + 1);
    return new Promise((resolve, reject) => {
      waiting.push({ item, key, since: performance.now(), resolve, reject });
      call();
    });
  };
}

/** Runs a batch and answers each of it; a row that fails is found by halving. Never throws. */
async function settle<Item, Outcome>(
  batch: readonly Waiting<Item, Outcome>[],
  run: Run<Item, Outcome>,
  failures: { left: number },
): Promise<void> {
  const items = batch.map(({ item }) => item);
  const begun = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      const outcomes = await run(items);
      batch.forEach(({ resolve }, index) => resolve(outcomes[index]!));
      return;
    } catch (error) {
      if (isRowFault(error) && batch.length > 1 && failures.left-- > 0) {
        const half = batch.length >> 1;
        await settle(batch.slice(0, half), run, failures);
        await settle(batch.slice(half), run, failures);
        return;
      }
      const passes = mayPass(error);
      const isQuick = performance.now() - begun < QUICKLY && !(error instanceof Frozen);
      const pause = passes && isQuick ? PAUSES[tries] : undefined;
      if (pause === undefined) {
        const final = passes ? new Busy("the database is away", { cause: error }) : error;
        for (const { reject } of batch) reject(final);
        return;
      }
      await sleep(pause);
    }
  }
}
