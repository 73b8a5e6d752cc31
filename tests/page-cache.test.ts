import { expect, test, vi } from "vitest";

import { createPageCache, type Given, sayAge } from "#app/host/page-cache.server.ts";
import { createPageStore } from "#app/host/page-store.server.ts";
import type { Ask } from "#app/host/rendering.ts";
import { createRenewalQueue } from "#app/host/renewal-queue.ts";
import { BOUNDS, createTurns } from "#app/host/turns.ts";
import { representationIn, readWhole, type WholeAnswer } from "#app/host/whole-answer.server.ts";

const page = (text: string, status = 200, demand?: string) =>
  readWhole(
    new Response(text, {
      status,
      headers: {
        "Content-Type": "text/html",
        "Cache-Control": "public, max-age=10",
        ...(demand && { "X-Demand": demand }),
      },
    }),
  );

/** A cache that is asked for pages of record by visitors of one network. */
function cacheOn(clock: { now: () => number }) {
  const cache = createPageCache(createTurns(), clock);
  const give = async (key: string, render: Ask["render"], who: Partial<Ask> = {}) => {
    const ask = { isOfRecord: true, lane: () => "a network", isHere: () => true, ...who };
    return (await cache.give({ key, render, ...ask }))!;
  };
  return { give, changed: cache.changed };
}

/** A page that shows a number, and how often it was rendered. */
function counter() {
  let time = 0;
  const cache = cacheOn({ now: () => time });
  const shown = { number: 1, renderings: 0, status: 200, hold: Promise.resolve() };
  const render = async (): Promise<WholeAnswer> => {
    shown.renderings++;
    await shown.hold;
    return page(String(shown.number), shown.status);
  };
  const ask = async () => {
    const given: Given = await cache.give("page", render);
    return { ...given, text: given.answer.body.toString() };
  };
  const pass = (milliseconds: number) => (time += milliseconds);
  return { cache, shown, ask, pass };
}

/** Asks until the page shows what is wanted. */
async function untilShown(ask: () => Promise<{ text: string }>, text: string): Promise<void> {
  while ((await ask()).text !== text) await new Promise(setImmediate);
}

test("many who ask at once share one rendering", async () => {
  const { ask, shown } = counter();
  const given = await Promise.all(Array.from({ length: 50 }, ask));
  expect(given.map(({ text, outcome }) => [text, outcome])).toEqual(given.map(() => ["1", "miss"]));
  expect(shown.renderings).toBe(1);
  expect((await ask()).outcome).toBe("fresh");
  expect(shown.renderings).toBe(1);
});

test("after a second the old page is given at once while one rendering renews it", async () => {
  const { ask, shown, pass } = counter();
  await ask();
  shown.number = 2;
  pass(999);
  expect(await ask()).toMatchObject({ text: "1", outcome: "fresh" });
  pass(1501);
  const stale = await Promise.all([ask(), ask(), ask()]);
  for (const one of stale) expect(one).toMatchObject({ text: "1", outcome: "stale", age: 2500 });
  expect(sayAge(stale[0])).toEqual(["age", "2", "cache-status", "demands; hit; ttl=-2"]);
  await untilShown(ask, "2");
  expect(shown.renderings).toBe(2);
});

test("a page older than ten seconds is given to nobody while it can be renewed", async () => {
  const { ask, shown, pass } = counter();
  await ask();
  shown.number = 2;
  pass(10_000);
  const given = await Promise.all([ask(), ask()]);
  expect(given.map(({ text, outcome }) => [text, outcome])).toEqual([
    ["2", "miss"],
    ["2", "miss"],
  ]);
  expect(shown.renderings).toBe(2);
});

test("who asks after a change sees it, also when a rendering that began before is under way", async () => {
  const { ask, shown, pass, cache } = counter();
  await ask();
  pass(2000);
  await ask();
  shown.number = 2;
  cache.changed();
  pass(50);
  const given = await Promise.all([ask(), ask(), ask()]);
  for (const one of given) expect(one).toMatchObject({ text: "2", outcome: "miss" });
  expect(await ask()).toMatchObject({ text: "2", outcome: "fresh" });
});

test("a change of one demand makes its own pages old, and no other", async () => {
  let renderings = 0;
  let time = 0;
  const cache = cacheOn({ now: () => time });
  const ask = async (key: string, demand?: string) => {
    const render = () => page(`rendering ${++renderings}`, 200, demand);
    return (await cache.give(key, render)).outcome;
  };
  const askAll = async () => [await ask("home"), await ask("/a", "a"), await ask("/b", "b")];
  expect(await askAll()).toEqual(["miss", "miss", "miss"]);
  time += 100;
  cache.changed(["a", "c"]);
  expect(await askAll()).toEqual(["fresh", "miss", "fresh"]);
  expect(await askAll()).toEqual(["fresh", "fresh", "fresh"]);
  time += 100;
  cache.changed();
  expect(await askAll()).toEqual(["miss", "miss", "miss"]);
});

test("the host alone hears which demand an answer shows", async () => {
  const answer = await page("x", 200, "a");
  expect([answer.demand, answer.headers.includes("x-demand")]).toEqual(["a", false]);
});

test("a page that has become ten seconds old in the queue is renewed at once", async () => {
  let time = 0;
  let isHeld = false;
  const cache = cacheOn({ now: () => time });
  const { promise, resolve } = Promise.withResolvers<void>();
  const renderings: string[] = [];
  const ask = async (key: string) =>
    cache.give(key, async () => {
      renderings.push(key);
      if (isHeld && key === "slow") await promise;
      return page(key);
    });
  await ask("slow");
  await ask("hot");
  isHeld = true;
  time = 2000;
  // the queue is held up by a rendering that does not end
  await ask("slow");
  await ask("hot");
  while (renderings.length < 3) await new Promise(setImmediate);
  time = 10_000;
  expect(await ask("hot")).toMatchObject({ outcome: "miss", age: 0 });
  expect(renderings).toEqual(["slow", "hot", "slow", "hot"]);
  resolve();
});

test("made-up addresses do not fill the queue: what can be given as it is waits for no renewal", async () => {
  let time = 0;
  let isHeld = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cache = cacheOn({ now: () => time });
  let renderings = 0;
  const ask = async (key: string) =>
    cache.give(key, async () => {
      renderings++;
      if (isHeld) await promise;
      return page(key);
    });
  const keys = Array.from({ length: 80 }, (_, n) => `page ${n}`);
  for (const key of keys) await ask(key);
  isHeld = true;
  time = 2000;
  for (const key of keys) {
    expect((await ask(key)).outcome).toBe("stale");
    // each renewal takes its place in the queue before the next is asked for
    await new Promise(setImmediate);
  }
  isHeld = false;
  resolve();
  const most = keys.length + 51;
  await vi.waitFor(() => expect(renderings).toBe(most), 10_000);
  // while the queue has room again the others are renewed too
  time = 5000;
  await ask("page 79");
  await vi.waitFor(() => expect(renderings).toBe(most + 1), 10_000);
});

test("made-up addresses push out no page of record, also while none can be made anew", async () => {
  let status = 200;
  const { give } = cacheOn({ now: () => performance.now() });
  const ask = async (key: string, isOfRecord: boolean) =>
    (await give(key, () => page("x".repeat(100_000), status), { isOfRecord })).answer.status;
  expect(await ask("/", true)).toBe(200);
  for (let n = 0; n < 400; n++) await ask(`/?q=${n}`, false);
  status = 503;
  expect([await ask("/", true), await ask("/?q=0", false)]).toEqual([200, 503]);
});

test("a page is not begun for who has left, and is for who asks for it beside them", async () => {
  const turns = createTurns({ ...BOUNDS, atOnce: 1 });
  const cache = createPageCache(turns);
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = turns.take(
    "other",
    () => true,
    () => promise,
  );
  let renderings = 0;
  const ask = async (key: string, isHere: boolean) => {
    const render = () => page(`rendering ${++renderings}`);
    return cache.give({ key, isOfRecord: true, render, lane: () => "a", isHere: () => isHere });
  };
  const given = [ask("/left", false), ask("/both", false), ask("/both", true)];
  resolve();
  await held;
  expect((await Promise.all(given)).map((one) => one?.outcome)).toEqual([
    undefined,
    "miss",
    "miss",
  ]);
  expect(renderings).toBe(1);
  // who asks later finds nothing that waits for ever
  expect((await ask("/left", true))?.outcome).toBe("miss");
});

test("who asks when too much waits already is told so, or gets the page as it was", async () => {
  let time = 0;
  const turns = createTurns({ ...BOUNDS, atOnceOfLane: 1, waitingOfLane: 1 });
  const cache = createPageCache(turns, { now: () => time });
  const ask = async (key: string) => {
    const render = () => page(key);
    return cache.give({ key, isOfRecord: true, render, lane: () => "a", isHere: () => true });
  };
  await ask("/kept");
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = () => promise;
  const held = [turns.take("a", () => true, work), turns.take("a", () => true, work)];
  time = 20_000;
  expect(await ask("/new")).toBeUndefined();
  expect(await ask("/kept")).toMatchObject({ outcome: "stale", age: 20_000 });
  resolve();
  await Promise.all(held);
  expect(await ask("/new")).toMatchObject({ outcome: "miss" });
});

test("a page with a very long address is given and not kept", async () => {
  const cache = cacheOn({ now: () => performance.now() });
  const ask = async () => (await cache.give("x".repeat(301), () => page("long"))).outcome;
  expect([await ask(), await ask()]).toEqual(["miss", "miss"]);
});

test("many who ask for one compression at once have it made once", async () => {
  const answer = await page("x".repeat(5000));
  const made = await Promise.all(
    Array.from({ length: 20 }, async () => representationIn(answer, "br")),
  );
  expect(new Set(made).size).toBe(1);
  expect(representationIn(answer, "br")).toBe(made[0]);
});

test("when the page cannot be renewed the old one is given for an hour, and says so", async () => {
  const { ask, shown, pass } = counter();
  await ask();
  shown.status = 503;
  pass(60_000);
  const first = await ask();
  expect(first).toMatchObject({ text: "1", outcome: "stale", isFallback: true });
  expect(sayAge(first)).toEqual([
    "age",
    "60",
    "cache-status",
    "demands; hit; ttl=-59; detail=cannot-renew",
  ]);
  await Promise.all(Array.from({ length: 20 }, ask));
  expect(shown.renderings).toBe(2);
  pass(1000);
  await ask();
  expect(shown.renderings).toBe(3);
  shown.status = 200;
  pass(1000);
  expect(await ask()).toMatchObject({ outcome: "miss", isFallback: false });
  shown.status = 503;
  pass(3_600_001);
  expect((await ask()).answer.status).toBe(503);
});

test("a renewal that hangs is waited for a second at most, and once", async () => {
  const { ask, pass, shown } = counter();
  await ask();
  const { promise, resolve } = Promise.withResolvers<void>();
  shown.hold = promise;
  pass(10_000);
  const both = await Promise.all([ask(), ask()]);
  for (const one of both) expect(one).toMatchObject({ text: "1", outcome: "stale", age: 10_000 });
  expect(await ask()).toMatchObject({ text: "1", outcome: "stale" });
  expect(shown.renderings).toBe(2);
  shown.number = 2;
  resolve();
  await untilShown(ask, "2");
});

test("a queue lets through one at a time, also after one that failed", async () => {
  const queue = createRenewalQueue();
  const order: string[] = [];
  const task = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
    if (name === "a") throw new Error("failed");
  };
  const done = await Promise.allSettled(["a", "b"].map((name) => queue.add(task(name))));
  expect(done.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("a page that is gone is forgotten at its renewal", async () => {
  const { ask, shown, pass } = counter();
  await ask();
  shown.status = 410;
  pass(10_000);
  expect((await ask()).answer.status).toBe(410);
  expect((await ask()).answer.status).toBe(410);
  expect(shown.renderings).toBe(3);
});

test("an unchanged page is not compressed again, a changed one before anybody gets it", async () => {
  const { ask, shown, pass } = counter();
  const { answer } = await ask();
  await representationIn(answer, "gzip");
  pass(10_000);
  expect((await ask()).answer).toBe(answer);
  shown.number = 2;
  pass(10_000);
  const next = (await ask()).answer;
  expect(next).not.toBe(answer);
  expect([...next.representations.keys()]).toEqual(["gzip"]);
});

test("the store holds so many bytes: what was renewed longest ago goes, and what is too large never stands", async () => {
  const store = createPageStore(40_000);
  const kept = async (length: number) => {
    const answer = await page("x".repeat(length));
    return { answer, at: 0, version: 0, failedAt: undefined };
  };
  for (const key of ["a", "b", "c"]) store.put(key, await kept(5000));
  store.put("a", await kept(5000));
  store.put("d", await kept(5000));
  expect(["a", "b", "c", "d"].filter((key) => store.get(key))).toEqual(["a", "c", "d"]);
  store.put("large", await kept(2 ** 20 + 1));
  expect(["a", "c", "d", "large"].filter((key) => store.get(key))).toEqual(["a", "c", "d"]);
  store.put("e", await kept(15_000));
  expect(["a", "c", "d", "e"].filter((key) => store.get(key))).toEqual(["e"]);
  // keys take room too
  for (const key of ["f", "g"]) store.put(key.repeat(20_000), await kept(1));
  expect([store.get("f".repeat(20_000)), store.get("e")]).toEqual([undefined, undefined]);
});

test("answers with a cookie, private ones and other statuses are for one alone", async () => {
  const isKept = async (status: number, headers: Record<string, string>) =>
    (await readWhole(new Response("x", { status, headers }))).tag !== undefined;
  const open = { "Cache-Control": "max-age=10, public" };
  expect(await isKept(200, open)).toBe(true);
  expect(await isKept(200, { ...open, "Set-Cookie": "a=b" })).toBe(false);
  expect(await isKept(200, { "Cache-Control": "no-store" })).toBe(false);
  expect(await isKept(200, {})).toBe(false);
  expect(await isKept(404, open)).toBe(false);
  expect(await isKept(302, open)).toBe(false);
});

test("while a crowd changes a demand nobody waits for its pages, and afterwards all is as before", async () => {
  let time = 0;
  let number = 0;
  const cache = cacheOn({ now: () => time });
  const ask = async () => {
    const { answer, outcome } = await cache.give("/a", () => page(String(number), 200, "a"));
    return { text: answer.body.toString(), outcome };
  };
  await ask();
  for (number = 1; number <= 9; number++) cache.changed(["a"]);
  time += 100;
  expect((await ask()).outcome).toBe("miss");
  number = 10;
  cache.changed(["a"]);
  time += 100;
  expect((await ask()).outcome).toBe("fresh");
  time += 1_000;
  await untilShown(ask, "10");
  number = 11;
  cache.changed(["a"]);
  time += 100;
  expect(await ask()).toEqual({ text: "11", outcome: "miss" });
});
