/** The images of demands, each drawn anew a minute after the last at the earliest, and kept. */
import { singleFlight } from "#db/single-flight.ts";

import type { Card } from "./card.ts";
import type { Drawer } from "./drawer.server.ts";

export interface Cards {
  /**
   * @param key of the demand in a language
   * @returns a PNG, up to a minute behind; undefined where none is kept and none can be drawn now
   */
  give: (key: string, card: Card) => Promise<Buffer | undefined>;
}

/** In milliseconds. */
const APART = 60_000;
/** Each has some 60 kB; those drawn longest ago go first. More that are asked for in turn would each be drawn every time. */
const MOST_KEPT = 1_000;

interface Kept {
  /** The last one that was drawn, if any was. */
  png: Buffer | undefined;
  /** Undefined where the last drawing failed, so that it is tried again. */
  said: string | undefined;
  at: number;
}

/** @param now in milliseconds, from any beginning */
export function createCards(draw: Drawer["draw"], now = () => performance.now()): Cards {
  const kept = new Map<string, Kept>();
  const drawOnce = singleFlight(
    ({ key }) => key,
    async ({ key, card, said }: { key: string; card: Card; said: string }) => {
      const drawn = await draw(card);
      const last = kept.get(key)?.png;
      if (drawn === "busy") return last;
      const png = drawn === "failed" ? last : drawn;
      kept.delete(key);
      kept.set(key, { png, said: drawn === "failed" ? undefined : said, at: now() });
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
      return png;
    },
  );
  return {
    async give(key, card) {
      const said = JSON.stringify(card);
      const last = kept.get(key);
      if (last && (last.said === said || now() - last.at < APART)) return last.png;
      return drawOnce({ key, card, said });
    },
  };
}
