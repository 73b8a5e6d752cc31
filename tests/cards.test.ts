/** The image of a demand: what is drawn, by a thread that may hang or crash, and how often. */
import { expect, test } from "vitest";

import { type Card, CARD_HEIGHT, CARD_WIDTH } from "#app/demands/card/card.ts";
import { createCards } from "#app/demands/card/cards.server.ts";
import { createDrawer, type Drawn } from "#app/demands/card/drawer.server.ts";

const card: Card = {
  campaign: "Solidarity with Kazakhstan",
  title: "Free the prisoners",
  count: "87,919",
  countWords: "signatures of 100,000",
  share: 0.88,
  call: "Sign at demands.example.org",
};

const thread = new URL("./support/unsteady-thread.js", import.meta.url);

const bytesOf = (drawn: Drawn): Buffer => {
  if (typeof drawn === "string") throw new Error(drawn);
  return drawn;
};

/** Width and height of a PNG (its specification, section 11.2.1). */
const sizeOf = (png: Buffer) => {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

test("a card is a PNG of the size that networks ask for, whatever its words are", async () => {
  const told: string[] = [];
  const drawer = createDrawer((_, message) => told.push(message));
  const titles = [
    "Free the prisoners",
    "Халықаралық тәуелсіз тергеу өткізілсін: ӘҒҚҢӨҰҮҺІ",
    "Зупинити їх: ґрати, єдність, в’язні ".repeat(9),
    "Неудобочитаемо".repeat(20),
    "<script>&\"'\u0000\u00ad\u2060😀 ]]>",
    "",
  ];
  const draw = async (title: string) => bytesOf(await drawer.draw({ ...card, title }));
  const images = await Promise.all(titles.map(draw));
  for (const png of images) expect(sizeOf(png)).toEqual([CARD_WIDTH, CARD_HEIGHT]);
  expect(new Set(images.map((png) => png.toString("base64"))).size).toBe(titles.length);
  for (const png of images) expect(png.length).toBeLessThan(150_000);
  expect(told).toEqual([]);
  await drawer.close();
});

test("a thread that crashes or hangs costs the card that it had, and the next one begins another", async () => {
  const told: string[] = [];
  const warn = (_: object, message: string) => void told.push(message);
  const drawer = createDrawer(warn, { thread, patience: 5_000 });
  const draw = (title: string) => drawer.draw({ ...card, title });
  const drawn = await Promise.all(["one", "crash", "two", "hang", "leave", "three"].map(draw));
  expect(drawn.map((png) => String(png))).toEqual([
    ...["one", "failed", "two", "failed", "failed", "three"],
  ]);
  expect(told).toEqual(["a card was not drawn", "a card takes too long to be drawn"]);
  await drawer.close();
});

test("so many cards wait and no more; the others are told at once", async () => {
  const drawer = createDrawer(() => {}, { thread, patience: 10_000 });
  const all = Array.from({ length: 200 }, (_, n) => drawer.draw({ ...card, title: String(n) }));
  const drawn = await Promise.all(all);
  // one is drawn and fifty wait
  expect(drawn.filter((png) => png !== "busy").length).toBe(51);
  await drawer.close();
});

test("a card is drawn anew when it says something else and a minute has gone, once for all who ask", async () => {
  let now = 0;
  let instead: "busy" | "failed" | undefined;
  const drawn: string[] = [];
  const cards = createCards(
    async ({ count }) => {
      drawn.push(count);
      await Promise.resolve();
      return instead ?? Buffer.from(count);
    },
    () => now,
  );
  const give = async (count: string, key = "1 en") =>
    (await cards.give(key, { ...card, count }))?.toString();
  expect(await Promise.all([give("1"), give("1"), give("1")])).toEqual(["1", "1", "1"]);
  now += 59_000;
  expect(await give("2")).toBe("1");
  now += 1_000;
  expect(await give("2")).toBe("2");
  now += 3_600_000;
  expect(await give("2")).toBe("2");
  expect(drawn).toEqual(["1", "2"]);
  // while none can be drawn, the last one stands
  instead = "busy";
  expect(await give("3")).toBe("2");
  expect(await give("3", "1 uk")).toBe(undefined);
  expect(drawn.splice(0)).toEqual(["1", "2", "3", "3"]);
  // a queue that was full is asked again; what failed, a minute later
  instead = "failed";
  for (let n = 0; n < 3; n++) {
    expect(await give("3")).toBe("2");
    expect(await give("3", "1 uk")).toBe(undefined);
  }
  expect(drawn.splice(0)).toEqual(["3", "3"]);
  instead = undefined;
  now += 60_000;
  expect(await give("3")).toBe("3");
  expect(await give("2", "1 uk")).toBe("2");
});

test("so many cards are kept and no more", async () => {
  let drawn = 0;
  const cards = createCards(() => Promise.resolve(Buffer.from(String(++drawn))));
  for (let n = 0; n < 2_000; n++) await cards.give(String(n), card);
  for (let n = 1_000; n < 2_000; n++) await cards.give(String(n), card);
  expect(drawn).toBe(2_000);
  await cards.give("0", card);
  expect(drawn).toBe(2_001);
});
