/** A store of kept answers: bounded in bytes, the one renewed longest ago goes first. */
import type { WholeAnswer } from "./whole-answer.server.ts";

/** No page of ours comes near it; one answer must not push out all others. */
const LARGEST = 1024 * 1024;
/** The heads of what was compressed, and the store itself. */
const OVERHEAD = 2048;

export interface Kept {
  answer: WholeAnswer;
  /** When its rendering began, in milliseconds of the cache's clock. */
  at: number;
  /** How many changes had been made by then. */
  version: number;
  /** When a renewal failed last; undefined once one succeeds. */
  failedAt: number | undefined;
}

export interface PageStore {
  get: (key: string) => Kept | undefined;
  /** Puts it at the end that goes last; an answer that is too large is not kept. */
  put: (key: string, kept: Kept) => void;
  drop: (key: string) => void;
}

// both compressed representations of a text are together smaller than the text; nothing else is compressed
const weigh = (key: string, { answer: { body, headers, isText } }: Kept) =>
  (isText ? 2 : 1) * body.length + key.length + headers.join("").length + OVERHEAD;

export function createPageStore(maxBytes: number): PageStore {
  // a Map keeps the order of insertion, so the first ones were renewed longest ago
  const places = new Map<string, Kept>();
  let bytes = 0;
  function drop(key: string): void {
    const kept = places.get(key);
    if (!kept) return;
    places.delete(key);
    bytes -= weigh(key, kept);
  }
  return {
    get: (key) => places.get(key),
    drop,
    put(key, kept) {
      drop(key);
      if (kept.answer.body.length > LARGEST) return;
      places.set(key, kept);
      bytes += weigh(key, kept);
      for (const first of places.keys()) {
        if (bytes <= maxBytes) break;
        drop(first);
      }
    },
  };
}
