/** Gives everybody the page that one rendering made: at once while it is fresh, and while the database is away. */
import { setTimeout as sleep } from "node:timers/promises";

import { createPageStore, type Kept } from "./page-store.server.ts";
import { createRenewalQueue } from "./renewal-queue.ts";
import { type Ask, createRendering, type Rendering } from "./rendering.ts";
import type { Turns } from "./turns.ts";
import { isForAll, representationIn, type WholeAnswer } from "./whole-answer.server.ts";

// all in milliseconds; docs/decisions/0008 says what they promise
/** So long a page is given as it is. */
const FRESH = 1_000;
/** So long it is given while it is renewed; the `max-age` that shared caches are told. */
const STALE = 10_000;
/** So long it is given when it cannot be renewed. */
const LONGEST = 3_600_000;
/** So long one waits for a renewal before the kept page will do. */
const PATIENCE = 1_000;
/** Renewals of a page begin at least so far apart. */
const APART = 50;
/** So many changes of a demand within `FRESH` are a crowd: its pages are then as old as they may be at any time. */
const CROWD = 10;
/** After a failed renewal so long none is tried. */
const RETRY = 1_000;

/** While so many renewals wait in the queue, none is added. */
const MOST_WAITING = 50;
/** A longer address is nobody's link; its page is rendered for who asks, and not kept. */
const LONGEST_KEY = 300;

/** Pages of record; what is asked with a query, which anybody can make up, has a place of its own. */
const RECORD_BYTES = 48 * 1024 * 1024;
const REST_BYTES = 16 * 1024 * 1024;

export interface Given {
  answer: WholeAnswer;
  /** Milliseconds since its rendering began. */
  age: number;
  /** `miss`: it was rendered for who asks now. */
  outcome: "fresh" | "stale" | "miss";
  /** Whether it is given because the last renewal failed. */
  isFallback: boolean;
}

export interface PageCache {
  /** @returns undefined when the page has to be made and too much is being made already */
  give: (ask: Ask) => Given | Promise<Given | undefined>;
  /**
   * Says that what pages show was changed: who asks next waits for a page that shows it.
   * @param slugs of the demands whose own pages alone have to; without them every page
   */
  changed: (slugs?: readonly string[]) => void;
}

/**
 * @param turns in which what nobody has yet is rendered
 * @param options.now the clock, in milliseconds
 */
export function createPageCache(
  turns: Turns,
  { recordBytes = RECORD_BYTES, restBytes = REST_BYTES, now = () => performance.now() } = {},
): PageCache {
  const record = createPageStore(recordBytes);
  const rest = createPageStore(restBytes);
  const storeOf = ({ isOfRecord }: Ask) => (isOfRecord ? record : rest);
  const renderings = new Map<string, Rendering>();
  const queue = createRenewalQueue();
  /** How many changes there were; and how many by the last one of everything, and of each demand. */
  let version = 0;
  let ofAll = 0;
  const ofDemand = new Map<string, { version: number; times: number[] }>();

  /** How many changes a page has to know of; one that is not kept may show any demand. */
  function needed(kept: Kept | undefined): number {
    const demand = kept?.answer.demand;
    if (!kept) return version;
    return demand === undefined ? ofAll : Math.max(ofAll, ofDemand.get(demand)?.version ?? 0);
  }

  async function renew(ask: Ask, rendering: Rendering) {
    const at = now();
    rendering.version = version;
    const answer = await ask.render();
    const store = storeOf(ask);
    const before = store.get(ask.key);
    if (isForAll(answer)) {
      answer.isLasting = ask.isOfRecord;
      const fresh = before ? await encodedLike(before.answer, answer) : answer;
      store.put(ask.key, { answer: fresh, at, version: rendering.version, failedAt: undefined });
    } else if (answer.status < 500) {
      store.drop(ask.key);
    } else if (before) {
      store.put(ask.key, { ...before, failedAt: now() });
    }
    return answer;
  }

  /** One rendering of a page at a time, and not too soon after the last. */
  async function turn(ask: Ask, running: Rendering | undefined): Promise<void> {
    await running?.done.catch(() => {});
    const kept = storeOf(ask).get(ask.key);
    const left = kept ? kept.at + APART - now() : 0;
    if (left > 0) await sleep(left);
  }

  /** The rendering of a page that is to come or under way; it has yet to be asked to begin. */
  function renderingOf(ask: Ask): Rendering {
    const { key } = ask;
    const running = renderings.get(key);
    if (running && running.version >= needed(storeOf(ask).get(key))) return running;
    const rendering = createRendering(
      turns,
      turn(ask, running),
      () => renew(ask, rendering),
      () => renderings.get(key) === rendering && renderings.delete(key),
    );
    renderings.set(key, rendering);
    return rendering;
  }

  /** For who waits for it: in their turn, and a second at most where there is a page to be given. */
  async function renewFor(ask: Ask): Promise<Given | undefined> {
    const rendering = renderingOf(ask);
    const asked = rendering.beginFor(ask);
    const before = storeOf(ask).get(ask.key);
    if (before) {
      await Promise.race([asked, (rendering.soon ??= sleep(PATIENCE))]);
      const kept = storeOf(ask).get(ask.key);
      const age = kept ? now() - kept.at : LONGEST;
      if (kept && age < LONGEST) return given(kept, age, kept.at > before.at ? "miss" : "stale");
    }
    return made(await asked);
  }

  return {
    changed(slugs) {
      version++;
      if (!slugs) ofAll = version;
      for (const slug of slugs ?? []) {
        const known = ofDemand.get(slug) ?? { version: 0, times: [] };
        const times = [...known.times.slice(1 - CROWD), now()];
        const isCrowd = times.length === CROWD && times[CROWD - 1]! - times[0]! < FRESH;
        ofDemand.set(slug, { version: isCrowd ? known.version : version, times });
      }
    },
    give(ask) {
      const { key, isOfRecord } = ask;
      if (key.length > LONGEST_KEY)
        return turns.take(ask.lane(), ask.isHere, ask.render).then(made);
      const kept = storeOf(ask).get(key);
      if (!kept) return renewFor(ask);
      const time = now();
      const age = time - kept.at;
      const isCurrent = kept.version >= needed(kept);
      if (isCurrent && age < FRESH) return given(kept, age, "fresh");
      const isBroken = kept.failedAt !== undefined && time - kept.failedAt < RETRY;
      if (isBroken && age < LONGEST) return given(kept, age, "stale");
      if (!isCurrent || age >= STALE) return renewFor(ask);
      if (isOfRecord && queue.waiting() < MOST_WAITING) renderingOf(ask).beginIn(queue.add);
      return given(kept, age, "stale");
    },
  };
}

const made = (answer: WholeAnswer | undefined): Given | undefined =>
  answer && { answer, age: 0, outcome: "miss", isFallback: false };

const given = ({ answer, failedAt }: Kept, age: number, outcome: Given["outcome"]): Given => {
  return { answer, age, outcome, isFallback: failedAt !== undefined };
};

/** The new answer, compressed as the old one is before anybody gets it; the old one when nothing differs. */
async function encodedLike(old: WholeAnswer, answer: WholeAnswer): Promise<WholeAnswer> {
  if (old.tag === answer.tag && old.headers.join("\n") === answer.headers.join("\n")) return old;
  await Promise.all(
    [...old.representations.keys()].map(async (encoding) => representationIn(answer, encoding)),
  );
  return answer;
}

/** How old a page is (RFC 9111, section 5.1), and what the cache did (RFC 9211). */
export function sayAge({ age, outcome, isFallback }: Given): string[] {
  if (outcome === "miss") return ["cache-status", "demands; fwd=miss"];
  const left = Math.floor((FRESH - age) / 1000);
  const lateness = outcome === "fresh" ? "" : `; ttl=${left}`;
  const why = isFallback ? "; detail=cannot-renew" : "";
  return ["age", String(Math.floor(age / 1000)), "cache-status", `demands; hit${lateness}${why}`];
}
