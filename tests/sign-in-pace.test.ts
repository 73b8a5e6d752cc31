/** Anybody can ask for sign-in mails in an organiser's name: that fills no inbox, and keeps nobody out. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { askToSignIn, isLinkOpen, makeLink } from "#app/organisers/sign-in-link.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import { dayAround, nextSignInMail } from "#app/organisers/sign-in-pace.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { organiser } from "./support/letters.ts";
import { startSite } from "./support/server.ts";
import { linkIn, nextAddress, visitor } from "./support/visitor.ts";
import { newOrganiser } from "./support/organisers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Link {
  at: number;
  minutes: number;
  used: boolean;
}

/** An inbox, as asking and signing in leave it. */
function inbox() {
  const links: Link[] = [];
  const isOpen = (link: Link, time: number) =>
    !link.used && link.at <= time && time < link.at + link.minutes * MINUTE;
  return {
    links,
    ask(time: number): void {
      const { from, to } = dayAround(new Date(time));
      const unused = links.filter(({ at, used }) => !used && at > +from && at <= +to);
      const next = nextSignInMail(
        unused.map(({ at }) => new Date(at)),
        new Date(time),
      );
      if (next) links.push({ at: +next.at, minutes: next.minutes, used: false });
    },
    use(time: number): boolean {
      const open = links.findLast((link) => isOpen(link, time));
      if (open) open.used = true;
      return open !== undefined;
    },
    hasWayIn: (time: number) => links.some((link) => isOpen(link, time)),
  };
}

const deeds = fc.array(
  fc.record({
    wait: fc.oneof(
      fc.integer({ min: 0, max: 2 * MINUTE }),
      fc.integer({ min: 0, max: 90 * MINUTE }),
      fc.integer({ min: 0, max: 30 * HOUR }),
    ),
    deed: fc.constantFrom("ask", "ask", "ask", "use"),
  }),
  { minLength: 1, maxLength: 300 },
);

test("however asking and signing in are mixed, who asks has an open link within the hour", () => {
  fc.assert(
    fc.property(deeds, (steps) => {
      const ann = inbox();
      let time = +now;
      for (const { wait, deed } of steps) {
        time += wait;
        if (deed === "use") {
          ann.use(time);
          continue;
        }
        ann.ask(time);
        const due = ann.links.find(({ at }) => at > time);
        const isIn = ann.hasWayIn(time) || (due !== undefined && due.at <= time + HOUR);
        expect(isIn).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test("in any day an inbox gets ten mails, one an hour, and one for each time somebody signed in", () => {
  fc.assert(
    fc.property(deeds, (steps) => {
      const ann = inbox();
      let time = +now;
      const uses: number[] = [];
      for (const { wait, deed } of steps) {
        time += wait;
        if (deed === "ask") ann.ask(time);
        else if (ann.use(time)) uses.push(time);
      }
      for (const { at: end } of ann.links) {
        const within = (at: number) => at > end - DAY && at <= end;
        const mails = ann.links.filter(({ at }) => within(at)).length;
        expect(mails).toBeLessThanOrEqual(10 + 24 + uses.filter(within).length);
      }
    }),
    { numRuns: 500 },
  );
});

async function mailed(db: Db, at = now) {
  const rows = await db
    .selectFrom("mail_message")
    .select(["params", "not_before"])
    .where("kind", "=", "sign-in")
    .where("state", "=", "queued")
    .where("not_before", "<=", at)
    .orderBy("not_before")
    .execute();
  return rows.map(({ params, not_before }) => ({
    ...(params as { link: string; minutes: number }),
    at: not_before,
  }));
}

test(
  "somebody asks every minute for a day: thirty-odd mails, and at any minute the newest link opens",
  { timeout: 120_000 },
  async () => {
    await using database = await freshDatabase();
    const { db } = database;
    await organiser(db);
    for (let minute = 0; minute < 24 * 60; minute++) {
      const at = later(minute * 60);
      await askToSignIn(db, keys, "ann@example.org", at);
      if (minute % 7 !== 0) continue;
      const newest = (await mailed(db, at)).at(-1)!;
      expect([minute, await isLinkOpen(db, newest.link, at)]).toEqual([minute, true]);
    }
    const all = await mailed(db, later(24 * 3600));
    expect(all.length).toBeGreaterThan(10);
    expect(all.length).toBeLessThanOrEqual(10 + 24);
    // it signs in, once, and the next is there within the hour
    const end = later(24 * 3600);
    const link = { id: all.at(-1)!.link, ownerAddress: undefined, oldToken: undefined };
    expect(await signIn(db, keys, link, end)).toBeDefined();
    expect(await signIn(db, keys, link, end)).toBeUndefined();
    await askToSignIn(db, keys, "ann@example.org", end);
    const soon = later(25 * 3600);
    const newest = (await mailed(db, soon)).at(-1)!;
    expect(+newest.at > +end && (await isLinkOpen(db, newest.link, soon))).toBe(true);
  },
);

test("ten mails leave however many ask at once, and one more waits for its hour", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  await Promise.all(
    Array.from({ length: 30 }, () => askToSignIn(db, keys, "ann@example.org", now)),
  );
  expect(await mailed(db)).toHaveLength(10);
  expect((await mailed(db, later(DAY / 1000))).map(({ at }) => at).at(-1)).toEqual(later(3600));
});

test("a clock that is set back, by minutes or by days, keeps nobody waiting for more than an hour", async () => {
  for (const back of [5 * 60, 59 * 60, 61 * 60, 3 * 86_400]) {
    await using database = await freshDatabase();
    const { db } = database;
    await organiser(db);
    for (let again = 0; again < 15; again++) await askToSignIn(db, keys, "ann@example.org", now);
    const then = later(-back);
    await askToSignIn(db, keys, "ann@example.org", then);
    // what was mailed before still opens, or another is mailed
    const known = await mailed(db, later(3600));
    const open = await Promise.all(known.map(({ link }) => isLinkOpen(db, link, then)));
    expect([back, open.includes(true)]).toEqual([back, true]);
  }
});

test("what is written for a stranger, for an organiser and for one who waits looks alike", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const sizes = async () => {
    const rows = await db
      .selectFrom("mail_message")
      .select(["kind", "recipient", "params"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    const links = await db.selectFrom("organiser_link").select("id").execute();
    return [
      rows.map(({ kind, recipient, params }) => [kind, recipient.length, Object.keys(params!)]),
      links.length,
    ];
  };
  await askToSignIn(db, keys, "ann@example.org", now);
  const known = await sizes();
  await askToSignIn(db, keys, "bob@example.org", now);
  const stranger = await sizes();
  expect(stranger).toEqual([known[0], 2]);
  for (let again = 0; again < 12; again++) await askToSignIn(db, keys, "ann@example.org", now);
  expect(await sizes()).toEqual([known[0], 14]);
  // nothing of a stranger's address is kept
  const kept = await db.selectFrom("mail_message").select("state").execute();
  expect(kept.filter(({ state }) => state === "queued")).toHaveLength(11);
});

test("over HTTP every address gets the same answer, also while mails wait", async () => {
  await using site = await startSite();
  const ann = visitor(site.base);
  await newOrganiser(site.db, "ann@example.org", "owner");
  const ask = (email: string) => ann.post("/organise/sign-in", { email });
  const told = async (email: string) => {
    const { status, location, html, headers } = await ask(email);
    return { status, location, html, cookies: headers.getSetCookie() };
  };
  const first = await told("ann@example.org");
  expect(first).toMatchObject({ status: 303, location: "/organise/check-your-inbox" });
  expect(await told("nobody@example.org")).toEqual(first);
  for (let again = 0; again < 20; again++) expect(await told("ann@example.org")).toEqual(first);
  const mails = await ann.mails("ann@example.org", 10);
  expect(mails).toHaveLength(10);
  expect(mails[0]!.text).toContain("for 70 minutes");
  expect((await ann.post(linkIn(mails[0]!, "/sign-in/"), {})).location).toBe("/en/organise");
  // who has a shell waits for no mail
  const link = await makeLink(site.db, keys, "ann@example.org", new Date());
  expect((await ann.post(`/organise/sign-in/${link}`, {})).location).toBe("/organise");
  expect(await makeLink(site.db, keys, "nobody@example.org", new Date())).toBeUndefined();
  // from one network too, for it may be a carrier's
  const crowd = { "x-forwarded-for": nextAddress() };
  for (let again = 0; again < 20; again++)
    expect((await ann.post("/organise/sign-in", { email: "x@example.org" }, crowd)).status).toBe(
      303,
    );
});
