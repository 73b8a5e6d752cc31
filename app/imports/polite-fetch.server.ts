/** Asks a public API for JSON, few questions at a time, and waits when it asks to be left alone. */
import { setTimeout as sleep } from "node:timers/promises";

/** How hard an API may be asked; times in milliseconds. */
export interface Pace {
  /** Between the starts of two requests. */
  gap: number;
  timeout: number;
  /** Before the second try; doubled before each further one. */
  backoff: number;
  tries: number;
}

export const gentle: Pace = { gap: 200, timeout: 20_000, backoff: 1_000, tries: 5 };

const atOnce = 2;

/** A longer wait than this is for a person to decide on. */
const longestWait = 15_000;

/** Thrown when an API gave no usable answer; fit to be shown. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

export type Ask = (path: string) => Promise<unknown>;

/**
 * @returns a function that asks for a path and gives the parsed JSON, undefined for `404`. A
 * Retry-After (RFC 9110, 10.2.3) of up to 15 s holds back every question, not that one alone.
 * It throws NoAnswer after several tries, at a longer Retry-After, and for other refusals.
 */
export function politeFetch(baseUrl: string, pace: Pace, stop: AbortSignal): Ask {
  let nextStart = 0;
  const turn = async () => {
    for (;;) {
      const wait = nextStart - performance.now();
      if (wait <= 0) break;
      await sleep(wait, undefined, { signal: stop });
    }
    nextStart = performance.now() + pace.gap;
  };
  return async (path) => {
    let trouble = "";
    let toldToWait = false;
    for (let attempt = 0; attempt < pace.tries; attempt += 1) {
      if (attempt > 0 && !toldToWait)
        await sleep(pace.backoff * 2 ** (attempt - 1), undefined, { signal: stop });
      await turn();
      const signal = AbortSignal.any([stop, AbortSignal.timeout(pace.timeout)]);
      try {
        const response = await fetch(`${baseUrl}${path}`, {
          headers: { accept: "application/json" },
          redirect: "error",
          signal,
        });
        if (response.ok) return (await response.json()) as unknown;
        await response.body?.cancel();
        if (response.status === 404) return undefined;
        trouble = `it answered ${response.status}`;
        if (response.status !== 429 && response.status < 500)
          throw new NoAnswer(`${trouble} to GET ${path}`);
        const wait = retryAfter(response.headers.get("retry-after"));
        toldToWait = wait !== undefined;
        if (wait === undefined) continue;
        if (wait > longestWait)
          throw new NoAnswer(`it asks to wait ${Math.ceil(wait / 1000)} s before going on`);
        nextStart = Math.max(nextStart, performance.now() + wait);
      } catch (error) {
        if (error instanceof NoAnswer || stop.aborted) throw error;
        toldToWait = false;
        trouble = describe(error);
      }
    }
    throw new NoAnswer(`${trouble} to GET ${path}, ${pace.tries} times`);
  };
}

/** Works through a list, two items at once; the first fault ends it and is thrown. */
export async function twoAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** @returns milliseconds; undefined when the header says nothing that can be read */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

function describe(error: unknown): string {
  if (error instanceof SyntaxError) return "it answered what is no JSON";
  if ((error as Error).name === "TimeoutError") return "it gave no answer in time";
  return "it could not be reached";
}
