import type { Challenge } from "altcha-lib";
import { afterAll, beforeAll, expect, test } from "vitest";

import { deriveKeys } from "#app/keys.server.ts";
import {
  createCrowds,
  FREE,
  LANE_PLACES,
  LANE_STEP_MS,
  MOST_TRIES,
} from "#app/signatures/crowd.ts";
import { createProofs } from "#app/signatures/proof.server.ts";
import { submitSigning } from "#app/signatures/submit.server.ts";
import { wordsFor } from "#app/words/words.ts";
import { locales } from "#app/words/locale.ts";

import {
  crowd,
  LATER,
  mailDelay,
  mailLeaves,
  SLUG,
  solve,
  someone,
  SOON,
} from "./support/crowd.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { filled, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
});
afterAll(() => site[Symbol.asyncDispose]());

const proofs = () => createProofs(testKeys, { origin: site.base });
const now = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const one = { demands: 1, proven: false, alarmed: false };

test("forty phones of one network sign one demand within minutes: nothing is asked of any", async () => {
  const rally = crowd(site);
  for (let n = 0; n < 40; n++) {
    expect(await rally.ask()).toEqual({});
    const email = someone();
    const { status, location } = await rally.sign({ email });
    expect([status, location]).toEqual([303, SOON]);
    expect(await mailDelay(site, email)).toBe(0);
  }
});

test("beyond sixty the link comes later, three seconds apart; who solved a challenge has it at once", async () => {
  const rally = crowd(site);
  expect(await rally.signOften(60)).toEqual({ [SOON]: 60 });
  const slow = [someone(), someone(), someone()];
  const answers = [];
  for (const email of slow) answers.push(await rally.sign({ email }));
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    slow.map(() => [303, LATER]),
  );
  const [first, second, third] = await Promise.all(slow.map((email) => mailLeaves(site, email)));
  expect(second! - first!).toBeGreaterThanOrEqual(LANE_STEP_MS);
  expect(third! - second!).toBeGreaterThanOrEqual(LANE_STEP_MS);

  const email = someone();
  const proof = await solve((await rally.ask()) as Challenge);
  const { status, location } = await rally.sign({ email, proof });
  expect([status, location]).toEqual([303, SOON]);
  expect(await mailDelay(site, email)).toBe(0);
  expect(await crowd(site).signOften(1)).toEqual({ [SOON]: 1 });
});

test("an answer in the slow lane tells nothing of an address, and its page is in every language", async () => {
  const rally = crowd(site);
  await rally.signOften(60);
  const known = someone();
  await rally.sign({ email: known });
  const tell = async (email: string) => {
    const { status, headers, html } = await rally.sign({ email });
    return [status, [...headers].filter(([name]) => name !== "date"), html];
  };
  expect(await tell(known)).toEqual(await tell(someone()));
  for (const locale of locales) {
    const { status, headers, html } = await visitor(site.base).get(`/${locale}${LATER}`);
    expect([status, headers.get("cache-control")]).toEqual([
      200,
      expect.stringContaining("public") as string,
    ]);
    expect(html).toContain(wordsFor(locale).later.title);
  }
});

test("each further demand of a signing counts", async () => {
  const also = ["free-the-prisoners", "withdraw-the-troops"];
  const rally = crowd(site);
  expect(await rally.signOften(20, { also })).toEqual({ [SOON]: 20 });
  expect((await rally.sign()).location).toBe(LATER);
  const other = crowd(site);
  await other.signOften(58);
  expect(await other.ask(3)).toHaveProperty("parameters");
  expect((await other.sign({ also })).location).toBe(LATER);
  expect((await other.sign()).location).toBe(SOON);
});

test("one solution is good for one signing", async () => {
  const rally = crowd(site);
  await rally.signOften(60);
  const proof = await solve((await rally.ask()) as Challenge);
  const sent = await Promise.all(Array.from({ length: 5 }, () => rally.sign({ proof })));
  expect(sent.map(({ location }) => location).sort()).toEqual([SOON, LATER, LATER, LATER, LATER]);
});

test("a wrong, forged, old or foreign solution makes a signing slow, as none does", async () => {
  const rally = crowd(site);
  await rally.signOften(60);
  const foreign = createProofs(testKeys, { origin: "https://elsewhere.example" });
  const forger = createProofs(deriveKeys([{ version: 1, key: Buffer.alloc(32, 8) }]), {
    origin: site.base,
  });
  const elevenMinutesAgo = new Date(Date.now() - 660_000);
  const good = await proofs().challenge(5, new Date());
  const { solution } = JSON.parse(await solve(good)) as { solution: object };
  const eased = { ...good, parameters: { ...good.parameters, cost: 1 } };
  const bad = [
    await solve(await foreign.challenge(5, new Date())),
    await solve(await forger.challenge(5, new Date())),
    await solve(await proofs().challenge(5, elevenMinutesAgo)),
    await solve({ ...eased, parameters: { ...eased.parameters, keyPrefix: "0" } }),
    JSON.stringify({ challenge: good, solution: { ...solution, derivedKey: "00".repeat(32) } }),
    JSON.stringify({ challenge: good, solution: { ...solution, derivedKey: "zz" } }),
    JSON.stringify({ challenge: good }),
    JSON.stringify({ challenge: { parameters: {} }, solution }),
    "null",
    "[".repeat(1_000),
    "not json",
    "x".repeat(50_000),
  ];
  for (const proof of bad) {
    const { status, location } = await rally.sign({ proof });
    expect([proof.slice(0, 60), status, location]).toEqual([proof.slice(0, 60), 303, LATER]);
  }
  const right = JSON.stringify({ challenge: good, solution });
  expect((await rally.sign({ proof: right })).location).toBe(SOON);
});

test("a form with an unknown postcode uses nothing up, neither its place nor its proof", async () => {
  const rally = crowd(site);
  const wrong = { postcode: "AB10 1AB" };
  await rally.signOften(59);
  for (let n = 0; n < 3; n++) expect((await rally.sign(wrong)).status).toBe(422);
  expect((await rally.sign()).location).toBe(SOON);
  const proof = await solve((await rally.ask()) as Challenge);
  expect((await rally.sign({ ...wrong, proof })).status).toBe(422);
  expect((await rally.sign({ proof })).location).toBe(SOON);
});

test("failing forms without end are counted, whatever they fail by", async () => {
  const rally = crowd(site);
  expect(await rally.signOften(120, { postcode: "AB10 1AB" })).toEqual({ "422": 120 });
  expect((await rally.sign()).location).toBe(LATER);
  const inventive = crowd(site);
  expect(await inventive.signOften(120, {}, "made-up")).toEqual({ "404": 120 });
  expect((await inventive.sign()).location).toBe(LATER);
});

test("only a full lane refuses, with what was typed; a solution passes by it", async () => {
  const rally = crowd(site);
  await rally.signOften(60);
  // mails leave meanwhile, so more are taken than wait
  const { [LATER]: slow } = await rally.signOften(LANE_PLACES + 50);
  expect(slow).toBeGreaterThanOrEqual(LANE_PLACES);
  const inUkrainian = () =>
    visitor(site.base).post(
      `/uk/demands/${SLUG}/sign`,
      { ...filled, email: "typed@example.org" },
      { "x-forwarded-for": `9.9.9.9, ${rally.network}.9` },
    );
  let refused = await inUkrainian();
  // a mail may just have left
  while (refused.status === 303) refused = await inUkrainian();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(refused.html).toContain('value="typed@example.org"');
  expect(refused.html).toContain('<html lang="uk">');
  expect(refused.html).toContain(wordsFor("uk").later.full);
  const challenge = (await rally.ask()) as Challenge;
  expect((await rally.sign({ proof: await solve(challenge) })).location).toBe(SOON);
  expect(await crowd(site).signOften(1)).toEqual({ [SOON]: 1 });
  const figures = await (await fetch(`${site.base}/metrics`)).text();
  for (const way of ["asked", "proven", "slow", "full"])
    expect(figures).toContain(`signing_crowd_total{way="${way}"}`);
});

test("a challenge is small, kept by nobody, and asked of no one who need not", async () => {
  const get = (address: string) =>
    visitor(site.base).get("/challenge.json", { "x-forwarded-for": `9.9.9.9, ${address}` });
  const { headers, html } = await get("203.0.113.9");
  expect([html, headers.get("cache-control")]).toEqual(["{}", "no-store"]);
  const rally = crowd(site);
  await rally.signOften(60);
  const asked = await get(`${rally.network}.1`);
  expect(asked.html.length).toBeLessThan(600);
  expect(asked.headers.get("cache-control")).toBe("no-store");
  expect(asked.headers.get("access-control-allow-origin")).toBeNull();
});

test("who is told that nothing is asked finds a free place, however many begin at the same moment", () => {
  const crowds = createCrowds();
  const told = Array.from({ length: 200 }, () => crowds.ask("n", one, now));
  expect(told.filter((tries) => tries === 0).length).toBe(FREE);
  const ways = told.map((tries) => crowds.enter("n", { ...one, proven: tries > 0 }, after(60)).way);
  expect(ways.filter((way) => way === "free").length).toBe(FREE);
  expect(ways).not.toContain("slow");
});

test("so does who signs several demands at once", () => {
  const crowds = createCrowds();
  const three = { ...one, demands: 3 };
  const told = Array.from({ length: 100 }, () => crowds.ask("n", three, now));
  expect(told.filter((tries) => tries === 0).length).toBe(FREE / 3);
  const ways = told.map((tries) => crowds.enter("n", { ...three, proven: tries > 0 }, now).way);
  expect(ways).not.toContain("slow");
});

test("a database that is away uses nothing up, however many it turns away", async () => {
  const crowds = createCrowds();
  const kept = proofs();
  const send = (outcome: "busy" | "taken", proof = "") =>
    submitSigning(
      {
        ...{ keys: testKeys, crowds, proofs: kept, locale: "en", visitor: "n" },
        // asked only about slugs that no demand has
        db: undefined as never,
        fields: new URLSearchParams({ ...filled, email: someone(), proof }),
        grouped: {
          sign: () => Promise.resolve(outcome),
          confirm: () => Promise.reject(new Error()),
        },
        isAlarmed: () => false,
        metrics: { countSigning: () => {}, countQuestion: () => {} },
        clock: () => new Date(),
      },
      SLUG,
    );
  const proof = await solve(await kept.challenge(5, new Date()));
  for (let n = 0; n < 200; n++) expect(await send("busy", proof)).toEqual({ result: "busy" });
  for (let n = 0; n < 200; n++) expect(await send("busy")).toEqual({ result: "busy" });
  for (let n = 0; n < FREE; n++) expect(await send("taken")).toEqual({ result: "taken" });
  expect(await send("taken", proof)).toEqual({ result: "taken" });
  expect(await send("taken", proof)).toEqual({ result: "later" });
});

test("the work grows with how many ask, up to a bound, and is forgotten with the window", () => {
  const crowds = createCrowds();
  const tries = Array.from({ length: 3_000 }, () => crowds.ask("n", one, now));
  expect(tries[FREE]).toBeGreaterThan(0);
  expect(tries[479]! / tries[239]!).toBeCloseTo(2, 1);
  expect(tries.at(-1)).toBe(MOST_TRIES);
  expect(crowds.ask("other", one, now)).toBe(0);
  expect(crowds.ask("n", one, after(301))).toBe(0);
});

test("in an alarm everybody is asked, and who solves nothing goes slowly", () => {
  const crowds = createCrowds();
  const alarmed = { ...one, alarmed: true };
  expect(crowds.ask("n", alarmed, now)).toBeGreaterThan(0);
  expect(crowds.enter("n", alarmed, now).way).toBe("slow");
  expect(crowds.enter("n", { ...alarmed, proven: true }, now).way).toBe("proven");
  expect(crowds.enter("n", one, now).way).toBe("free");
});

test("a lane outlives its window, empties by twenty a minute, and holds a thousand", () => {
  const crowds = createCrowds();
  const alarmed = { ...one, alarmed: true };
  const enter = (seconds: number) => crowds.enter("n", alarmed, after(seconds));
  for (let n = 0; n < LANE_PLACES; n++) {
    expect(enter(0)).toEqual({ way: "slow", mailAt: after((n * LANE_STEP_MS) / 1000) });
  }
  expect(enter(0).way).toBe("full");
  const minute = Array.from({ length: 21 }, () => enter(60).way);
  expect(minute).toEqual([...Array.from({ length: 20 }, () => "slow"), "full"]);
  expect(enter(301).way).toBe("slow");
  expect(enter(10_000)).toEqual({ way: "slow", mailAt: after(10_000) });
});
