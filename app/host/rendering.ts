/** One rendering of a page for all who ask meanwhile: the first of them whose turn comes has it begin. */
import type { Turns } from "./turns.ts";
import type { WholeAnswer } from "./whole-answer.server.ts";

/** Somebody who asks for a page. */
export interface Ask {
  /** Names the page and its language. */
  key: string;
  /** Whether the page is one of record, which no made-up address may push out. */
  isOfRecord: boolean;
  /** Never throws; a fault is an answer of 500 or more. */
  render: () => Promise<WholeAnswer>;
  /** Among whose renderings one for this visitor takes its turn. */
  lane: () => string;
  isHere: () => boolean;
}

export interface Rendering {
  /** How many changes it knows of: all, until it begins. */
  version: number;
  done: Promise<WholeAnswer>;
  /** Resolves when it has been waited for long enough. */
  soon: Promise<unknown> | undefined;
  /** Has it begin when a queue lets it. */
  beginIn: (add: (task: () => Promise<WholeAnswer>) => Promise<WholeAnswer>) => void;
  /** @returns undefined when it did not begin, for too much is being made or all who asked have left */
  beginFor: (ask: Ask) => Promise<WholeAnswer | undefined>;
}

/**
 * @param ready when it may begin at the earliest
 * @param render called once
 * @param end called when it is over, or given up
 */
export function createRendering(
  turns: Turns,
  ready: Promise<void>,
  render: () => Promise<WholeAnswer>,
  end: () => void,
): Rendering {
  const { promise: done, resolve } = Promise.withResolvers<WholeAnswer>();
  done.then(end, end);
  const askers: Ask[] = [];
  /** The turns that it waits for, by their lanes. */
  const awaited = new Map<string, Promise<WholeAnswer | undefined>>();
  let begun: Promise<WholeAnswer> | undefined;
  let isQueued = false;

  function begin(): Promise<WholeAnswer> {
    if (!begun) resolve((begun = render()));
    return begun;
  }

  const isWanted = () => !begun && askers.some(({ isHere }) => isHere());

  function turnIn(lane: string): Promise<WholeAnswer | undefined> {
    let turn = awaited.get(lane);
    if (!turn) {
      turn = ready.then(() => turns.take(lane, isWanted, begin));
      awaited.set(lane, turn);
      const forget = () => awaited.delete(lane);
      turn.then(forget, forget);
    }
    return turn;
  }

  return {
    version: Infinity,
    done,
    soon: undefined,
    beginIn(add) {
      if (isQueued || begun) return;
      isQueued = true;
      void ready.then(() => add(begin)).catch(() => {});
    },
    async beginFor(ask) {
      if (begun) return done;
      askers.push(ask);
      const answer = await Promise.race([done, turnIn(ask.lane())]);
      if (answer || begun) return answer ?? done;
      if (!isQueued && awaited.size === 0) end();
      return undefined;
    },
  };
}
