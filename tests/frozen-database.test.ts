import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { checkTally } from "#app/signatures/tally.server.ts";
import { connect } from "#db/connection.ts";

import { ownServer, swallower } from "./support/frozen.ts";
import { raw } from "./support/raw.ts";
import {
  freePort,
  siteEnvironment,
  startProcess,
  startSite,
  untilReady,
} from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

/** A second is what is promised; twice that is for a machine that has other things to do. */
const SOON_MS = 2_000;
const RECOVERED_MS = 5_000;

/** A site on the database at `url`. */
async function siteOn(url: string, env: Record<string, string> = {}) {
  const port = await freePort();
  const given = { ...siteEnvironment(url, port), LOG_LEVEL: "silent", ...env };
  const server = startProcess(given, port);
  await untilReady(server);
  return server;
}

async function within<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const late = sleep(ms, "late" as const);
  const answer = await Promise.race([ask(), late]);
  if (answer === "late") throw new Error(`no answer within ${ms} ms`);
  return answer;
}

/** Of a session that only the database could tell is none. */
const cookie = `organiser=${"A".repeat(43)}`;

const demand = "/demands/free-the-prisoners";

async function demandId(url: string): Promise<number> {
  const { db, close } = connect(url, 1);
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await close();
  return id;
}

/** What people and organisers may be doing at that moment; the first to ask finds out, so each asks at once. */
async function refusals(base: string, confirm: string) {
  const { get, post, sign } = visitor(base);
  const asked = {
    sign: () => sign("free-the-prisoners", { email: "frozen@example.org" }),
    confirm: () => post(confirm, {}),
    show: () => get(confirm),
    signIn: () => post("/organise/sign-in", { email: "campaign@example.org" }),
    organise: () => get("/organise", { cookie }),
    organiseForm: () => post("/organise/letters/new", {}, { cookie }),
    uncached: () => get("/constituencies?q=never+asked"),
    ready: () => get("/readyz"),
  };
  const answers = await Promise.all(
    Object.entries(asked).map(async ([name, ask]) => {
      const { status, headers } = await within(SOON_MS, ask);
      return [name, status, name === "ready" || headers.has("retry-after")];
    }),
  );
  return answers;
}

const allRefused = [
  "sign",
  "confirm",
  "show",
  "signIn",
  "organise",
  "organiseForm",
  "uncached",
  "ready",
].map((name) => [name, 503, true]);

test.concurrent(
  "who signs and confirms while the database freezes again and again is counted once",
  async () => {
    await using database = await ownServer();
    await using site = await siteOn(database.url);
    const { db, close } = connect(database.url, 2);
    const { get, post, sign, mails } = visitor(site.base);
    const people = Array.from({ length: 60 }, (_, n) => `p${n}@example.org`);
    let refused = 0;
    /** As somebody does who is asked to come again. */
    async function persist(ask: () => Promise<{ status: number }>): Promise<void> {
      for (;;) {
        const { status } = await ask();
        if (status === 303) return;
        expect(status).toBe(503);
        refused++;
        await sleep(100 + Math.random() * 200);
      }
    }
    /** @returns ends it */
    function freezing() {
      let going = true;
      const ended = (async () => {
        while (going) {
          await sleep(150 + Math.random() * 150);
          database.freeze();
          await sleep(1_200);
          database.thaw();
        }
      })();
      return () => {
        going = false;
        return ended;
      };
    }
    const thawForGood = freezing();
    await Promise.all(
      people.map(async (email, n) => {
        await sleep(n * 50);
        await persist(() => sign("free-the-prisoners", { email, country: "KZ", postcode: "" }));
      }),
    );
    await thawForGood();
    expect(refused).toBeGreaterThan(0);
    await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), RECOVERED_MS);
    const links: string[] = [];
    // a batch that the last freeze met is taken up again when its lease, of a minute, is over
    for (const email of people) {
      const [mail] = await vi.waitFor(() => mails(email), { timeout: 100_000 });
      links.push(linkIn(mail!, "/confirm/"));
    }
    refused = 0;
    const thawAgain = freezing();
    await Promise.all(
      links.map(async (link, n) => {
        await sleep(n * 50);
        await persist(() => post(link, {}));
        // it was acknowledged, and once more is no more
        await persist(() => post(link, {}));
      }),
    );
    await thawAgain();
    expect(refused).toBeGreaterThan(0);
    const { signature_count: total } = await db
      .selectFrom("demand")
      .select("signature_count")
      .where("slug", "=", "free-the-prisoners")
      .executeTakeFirstOrThrow();
    expect(total).toBe(people.length);
    expect(await checkTally(db)).toEqual([]);
    await close();
  },
);

for (const processes of [1, 2]) {
  test.concurrent(
    `a frozen database: kept pages are served, all else is 503 at once, and it recovers by itself (WEB_CONCURRENCY=${processes})`,
    async () => {
      await using database = await ownServer();
      await using site = await siteOn(database.url, { WEB_CONCURRENCY: String(processes) });
      const ann = visitor(site.base);
      expect((await ann.sign("free-the-prisoners")).status).toBe(303);
      const [mail] = await ann.mails("ann@example.org");
      const confirm = linkIn(mail!, "/confirm/");
      const id = await demandId(database.url);
      const kept = [demand, "/", `/petitions/${id}/count.json`];
      const readOne = async (path: string) =>
        (await raw(site.base + path, { connection: "close" })).status;
      const read = () => Promise.all(kept.map(readOne));
      // new connections go to the processes in turn, so each has them all
      for (const path of [...kept, ...kept].sort()) expect(await readOne(path)).toBe(200);

      database.freeze();
      expect(await within(SOON_MS, () => refusals(site.base, confirm))).toEqual(allRefused);
      expect(await within(SOON_MS, () => refusals(site.base, confirm))).toEqual(allRefused);
      expect(await within(SOON_MS, read)).toEqual([200, 200, 200]);
      expect((await ann.get("/healthz")).status).toBe(200);
      // longer than any page is given without a renewal
      await sleep(11_000);
      expect(await within(SOON_MS, read)).toEqual([200, 200, 200]);
      expect(await within(SOON_MS, () => refusals(site.base, confirm))).toEqual(allRefused);
      database.thaw();
      await within(RECOVERED_MS, () =>
        vi.waitFor(async () => {
          const answer = await ann.sign("free-the-prisoners", { email: "frozen@example.org" });
          expect(answer.status).toBe(303);
          // several processes notice it each for itself, some moments apart
          expect((await ann.post(confirm, {})).status).toBe(303);
          expect((await ann.get("/readyz")).status).toBe(200);
        }, RECOVERED_MS),
      );
      // a page that could not be renewed is given for a second more
      await vi.waitFor(async () => expect(await ann.count(id)).toBe(1), RECOVERED_MS);
    },
  );
}

test.concurrent(
  "a network that swallows all: the same, though what was sent into it is never answered",
  async () => {
    await using database = await ownServer();
    await using network = await swallower(database.url);
    await using site = await siteOn(network.url);
    const ann = visitor(site.base);
    const signing = (n: number) => ann.sign("free-the-prisoners", { email: `s${n}@example.org` });
    expect((await signing(0)).status).toBe(303);
    network.swallow();
    const swallowed = await within(SOON_MS, () => Promise.all([1, 2, 3].map(signing)));
    expect(swallowed.map(({ status }) => status)).toEqual([503, 503, 503]);
    await sleep(3_000);
    expect((await within(SOON_MS, () => signing(1))).status).toBe(503);
    network.passOn();
    await within(RECOVERED_MS, () =>
      vi.waitFor(async () => expect((await signing(1)).status).toBe(303), RECOVERED_MS),
    );
  },
);

test.concurrent(
  "a table that is locked and queries that are slow are no frozen database",
  async () => {
    await using site = await startSite();
    const { sign, get } = visitor(site.base);
    const signing = (n: number) => sign("free-the-prisoners", { email: `s${n}@example.org` });
    let posts: Promise<{ status: number }>[] = [];
    const slow = sql`select pg_sleep(3)`.execute(site.db);
    await site.db.transaction().execute(async (tx) => {
      await sql`lock table signing in access exclusive mode`.execute(tx);
      posts = Array.from({ length: 20 }, (_, n) => signing(n));
      await sleep(2_000);
      expect((await get("/readyz")).status).toBe(200);
    });
    const statuses = await Promise.all(posts.map(async (post) => (await post).status));
    expect(new Set(statuses)).toEqual(new Set([303]));
    await slow;
  },
);
