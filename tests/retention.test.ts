/** Four weeks after a demand closed its people are forgotten, and all that was public stays as it was. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { reopenDemands } from "#app/demands/life/close-all.server.ts";
import { closeRetired } from "#app/demands/life/close-retired.server.ts";
import { getDemandLife } from "#app/demands/life/get-life.server.ts";
import { noWords, takeStep } from "#app/demands/life/take-step.server.ts";
import { dailyWork } from "#app/jobs/nightly.server.ts";
import { KEPT_DAYS as INBOUND_DAYS } from "#app/answers/inbound/forget-mails.server.ts";
import { FORGET_DAYS } from "#app/campaign/closing/closing.ts";
import { domainKey, linkToken, signerKey } from "#app/keys.server.ts";
import { heedRetention } from "#app/organisers/heed-retention.server.ts";
import { AUDIT_YEARS } from "#app/organisers/audit/forget-entries.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { BACKUP_DAYS, ERASURE_DAYS } from "#app/signatures/erasures/names.ts";
import {
  forgetNewsAddresses,
  NEWS_MONTHS,
} from "#app/signatures/retention/news-addresses.server.ts";
import { countOverdue } from "#app/signatures/retention/overdue.server.ts";
import { KEPT_DAYS as UPDATE_DAYS } from "#app/updates/update.ts";
import { locales } from "#app/words/locale.ts";
import { taskSentence } from "#app/words/tasks.ts";
import { proseFor, wordsFor } from "#app/words/words.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { listDue } from "#app/signatures/retention/due.server.ts";
import { forgetPortion } from "#app/signatures/retention/forget-portion.server.ts";
import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { exportHeld } from "#app/signatures/manage/export.ts";
import { seenOf } from "#app/signatures/manage/forms.ts";
import { countHeld, type HeldCounts } from "#app/signatures/manage/held.ts";
import { submitManaging } from "#app/signatures/manage/submit.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { canonicalAddress, inboxAddress } from "#app/signatures/address.ts";
import { setStanding } from "#app/signatures/set-aside.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { sealOwn } from "#app/write/sealed.server.ts";
import type { Db } from "#db/connection.ts";
import { dropSigningDays, SIGNING_DAYS } from "#db/partitions.ts";
import type { LocaleCode } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";
import { forgetAllowances } from "#emails/forget-signer.ts";
import { MAIL_DAYS } from "#emails/purge-mail.ts";

import { freshDatabase } from "./support/database.ts";
import { siteEnvironment, startProcess, startSite, untilReady } from "./support/server.ts";
import {
  countOf,
  makeDemand,
  signed,
  confirm,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { givenList } from "./support/supporters.ts";
import { visitor } from "./support/visitor.ts";

const DAY = 86_400_000;
const now = new Date();
const ago = (days: number) => new Date(now.getTime() - days * DAY);
const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));

/** The tables in which any of these stands, as text or as bytes. */
async function tablesWith(db: Db, needles: readonly (Buffer | string)[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  expect(tables.length).toBeGreaterThan(70);
  const texts = needles.flatMap((one) =>
    typeof one === "string" ? [one] : [one.toString("hex"), one.toString("base64url")],
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t`.execute(db);
    if (rows.some(({ row }) => texts.some((text) => row.includes(text)))) found.push(name);
  }
  return found;
}

/** Signs and confirms at that time, from where many signed. */
async function signs(db: Db, demands: number[], address: string, at: Date, updates = false) {
  const wish = { ...wishFor(demands, address, "E14001172", "SW1A1AA"), updates };
  const id = await signed(db, wish, at);
  await confirm(db, id, demands, at);
  return id;
}

const close = (db: Db, demand: number, at: Date) =>
  db
    .updateTable("demand")
    .set({ state: "closed", closed_at: at })
    .where("id", "=", demand)
    .execute();

test("a demand that closed 29 days ago tells of nobody any more, and of all else what it told before", async () => {
  await using site = await startSite();
  const { db } = site;
  const { id, slug } = await db
    .selectFrom("demand")
    .select(["id", "slug"])
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  const marked = "marked@unlisted.example";
  const [key, reader] = [keyOf(marked), keyOf("reader@example.org")];
  // a list sets aside those who have signed
  await givenList(db, id, [marked], ago(20), { begun: false });
  const form = await signs(db, [id], marked, ago(40));
  await signs(db, [id], "reader@example.org", ago(41), true);
  for (let n = 0; n < 7; n++) await signs(db, [id], `n${n}@example.org`, ago(30 + n));
  await setAsideOne(db, id, "n0@example.org", "held");
  await setAsideOne(db, id, "n1@example.org", "invalidated");
  await withdraw(db, testKeys, keyOf("n2@example.org"), [id], ago(30));
  await db
    .updateTable("tally_correction")
    .set({ created_at: ago(30) })
    .execute();
  await foldMinutes(db, now);
  const { person } = await db
    .selectFrom("signature")
    .select("person")
    .where("signer_key", "=", key)
    .executeTakeFirstOrThrow();
  const ofMarked = [key, person!, marked, form, domainKey(testKeys, "unlisted.example")];
  await spread(db, id, key, marked);
  await close(db, id, ago(29));
  expect(await tablesWith(db, ofMarked)).toEqual(
    expect.arrayContaining([
      ...["exported_supporter", "invite", "mail_allowance", "mail_message", "own_letter"],
      ...["review_signature", "signature", "signing", "supporter_mail"],
    ]),
  );

  const paths = [
    ...[`/demands/${slug}`, `/petitions/${id}.json`, "/petitions.json", "/letters", "/"],
    ...[`/demands/${slug}/places`, `/uk/demands/${slug}`],
  ];
  const read = async () =>
    Object.fromEntries(
      await Promise.all(
        paths.map(async (path) => [path, await (await fetch(site.base + path)).text()] as const),
      ),
    );
  const before = await read();
  expect(before[`/petitions/${id}.json`]).toContain('"signature_count":6');
  const { port } = new URL(site.base);
  await site.server[Symbol.asyncDispose]();
  // they left when they were made
  await db
    .updateTable("mail_message")
    .set({ state: "sent", settled_at: ago(29) })
    .execute();
  await db
    .updateTable("mailbox")
    .set({ created_at: ago(29) })
    .execute();

  expect(await dailyWork(db, testKeys, now)).toEqual({ drift: [], failed: [] });
  expect(await tablesWith(db, ofMarked)).toEqual([]);
  await using again = startProcess(
    { ...siteEnvironment(site.database.url, Number(port)), APP_ORIGIN: site.base },
    Number(port),
  );
  await untilReady(again);
  // nobody looks at what was held any more
  const held = locales.map((locale) => `<p class="hint">${wordsFor(locale).demand.held(1)}</p>`);
  const withoutHeld = (html: string) => held.reduce((rest, one) => rest.replaceAll(one, ""), html);
  expect(before[`/demands/${slug}`]).not.toBe(withoutHeld(before[`/demands/${slug}`]!));
  expect(await read()).toEqual(
    Object.fromEntries(Object.entries(before).map(([path, html]) => [path, withoutHeld(html)])),
  );

  const rows = await db.selectFrom("signature").selectAll().where("demand_id", "=", id).execute();
  expect(rows).toHaveLength(8);
  for (const row of rows)
    expect(row).toMatchObject({
      ...{ person: null, key_version: null, locale: null, consent_version: null },
      ...{ consented_at: null, domain_key: null, source: null, review_id: null, updates: false },
    });
  expect(rows.filter(({ set_aside }) => set_aside === "held")).toHaveLength(1);
  // who asked for news has an address that lives apart, and nothing else
  expect(await tablesWith(db, [reader])).toEqual(["news_address"]);
  const kept = (await getHeld(db, testKeys, reader))!;
  expect(kept).toMatchObject({ signatures: [], person: undefined, updates: true });
  expect(exportHeld(kept).addresses_for_news).toMatchObject([
    { demand_id: id, email: "reader@example.org", consented_at: ago(41).toISOString() },
  ]);
  expect(await getHeld(db, testKeys, key)).toBeUndefined();
});

async function setAsideOne(db: Db, demand: number, address: string, to: "held" | "invalidated") {
  const { id } = await db
    .insertInto("review")
    .values({
      ...{ deed: "hold", conditions: JSON.stringify({ demand }), reason: "many", seen: null },
      ...{ organiser_id: null, created_at: ago(29), state: "done", finished_at: ago(29) },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const signatures = [{ demandId: demand, signerKey: keyOf(address) }];
  await setStanding(db, { signatures, from: ["counted"], to, reviewId: id, seenAt: now }, ago(29));
}

/** The signer stands in every table in which a signer can. */
async function spread(db: Db, demand: number, key: Buffer, address: string): Promise<void> {
  const review = await db.selectFrom("review").select("id").executeTakeFirstOrThrow();
  await sql`insert into review_signature (review_id, place, demand_id, signer_key)
            values (${review.id}, 1, ${demand}, ${key})`.execute(db);
  await db
    .insertInto("supporter_mail")
    .values({
      signer_key: key,
      update_id: 7,
      mail_id: uuidv7(ago(1)),
      state: "left",
      mailed_at: ago(1),
    })
    .execute();
  // of an update that was paused when the campaign closed
  const waits = { update_id: 8, mail_id: null, state: "waiting" as const, mailed_at: ago(20) };
  await db
    .insertInto("supporter_mail")
    .values({ signer_key: key, ...waits })
    .execute();
  await db
    .insertInto("exported_supporter")
    .values({
      external_id: Buffer.alloc(16, 5),
      signer_key: key,
      demand_ids: [demand],
      export_ids: [],
    })
    .execute();
  const letter = {
    ...{ name: "Ann", email: address, address: "1 High Street", postcode: "SW1A1AA" },
    ...{ ask: "Will you?", why: "It matters", title: "One", member: "Alex Example" },
    ...{ constituency: "Exampleton", refusal: null },
  };
  const member = await db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  for (const state of ["held", "left"] as const) {
    const id = uuidv7(ago(20));
    await db
      .insertInto("own_letter")
      .values({
        ...{ id, signer_key: key, demand_id: demand, member_id: member.id, state, outcome: null },
        ...{ area_code: "E14001172", why: null, sketch: null, locale: "en", mail_id: null },
        ...{ created_at: ago(20), confirmed_at: ago(20) },
        ...(state === "left" && { left_at: ago(19) }),
        ...sealOwn(testKeys, id, letter),
      })
      .execute();
  }
}

test("a number can be neither set aside, put back, placed, renamed nor withdrawn, and its counts are checked by the month", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  for (const [n, name] of ["ann", "bob", "cat"].entries())
    await signedAndConfirmed(
      db,
      wishFor([one, two], `${name}@example.org`, "GB", "SW1A1AA"),
      ago(40 - n),
    );
  await foldMinutes(db, now);
  await close(db, one, ago(28));
  await close(db, two, ago(27));
  await forgetPeople(db, now, testKeys);
  const numbers = await db
    .selectFrom("signature")
    .selectAll()
    .where("demand_id", "=", one)
    .execute();
  expect(numbers.map(({ person }) => person)).toEqual([null, null, null]);
  const signatures = numbers.map((row) => ({ demandId: one, signerKey: row.signer_key }));
  for (const to of ["held", "invalidated"] as const)
    expect(
      await setStanding(db, { signatures, from: ["counted"], to, reviewId: 1, seenAt: now }, now),
    ).toEqual([]);
  expect(await placeEarlierSigners(db, testKeys, now)).toEqual({ placed: 0, unreadable: 0 });
  // of the other demand all is as it was
  const held = (await getHeld(db, testKeys, keyOf("ann@example.org")))!;
  expect(held.signatures.map(({ demandId }) => demandId)).toEqual([two]);
  expect(await withdraw(db, testKeys, keyOf("ann@example.org"), [one, two], now)).toBe(1);
  await foldMinutes(db, now);
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([3, 2]);
  expect(await checkTally(db)).toEqual([]);

  // hours stay what they were where they make up their month, and are mended by the month where not
  const hours = () =>
    db.selectFrom("tally_hour").selectAll().where("demand_id", "=", one).orderBy("hour").execute();
  const before = await hours();
  expect(before).toHaveLength(3);
  await db
    .updateTable("tally_hour")
    .set({ signature_count: 5 })
    .where("demand_id", "=", two)
    .execute();
  await repairTally(db, () => Promise.resolve(), now);
  expect(await hours()).toEqual(before);
  await db
    .updateTable("tally_hour")
    .set({ signature_count: 4 })
    .where("demand_id", "=", one)
    .execute();
  expect(
    (await checkTally(db)).every(({ demand, tally }) => demand === "one" && tally === "hour"),
  ).toBe(true);
  await repairTally(db, () => Promise.resolve(), now);
  expect(await checkTally(db)).toEqual([]);
});

test("the database takes a signature as a person's or as a number, and nothing between", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await signedAndConfirmed(db, { ...wishFor([one], "ann@unlisted.example"), updates: true }, now);
  const parts = [
    ...["person = null", "key_version = null", "locale = null", "consented_at = null"],
    "consent_version = null",
  ];
  const beginning = `confirmed_at = '${new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())).toISOString()}'`;
  const number = [
    ...parts,
    ...["updates = false", "domain_key = null", "source = null", "review_id = null"],
    beginning,
  ];
  const set = (what: string[]) => sql.raw(`update signature set ${what.join()}`).execute(db);
  const refused = /signature_person_or_number/;
  for (const part of parts) await expect(set([part])).rejects.toThrow(refused);
  const left = {
    ...{ "updates = false": "updates = true", "source = null": "source = 'leaflet'" },
    ...{ "domain_key = null": "domain_key = 7", "review_id = null": "review_id = 7" },
    [beginning]: "updates = false",
  };
  for (const [part, other] of Object.entries(left))
    await expect(
      set(
        number
          .map((one) => (one === part ? other : one))
          .filter((one, at, all) => all.indexOf(one) === at),
      ),
    ).rejects.toThrow(refused);
  await set(number);
});

test("a demand that is opened again while its people are forgotten keeps all of them, or stays closed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands: number[] = [];
  for (let n = 0; n < 6; n++) demands.push(await makeDemand(db, `demand-${n}`));
  for (let n = 0; n < 20; n++)
    await signedAndConfirmed(db, wishFor(demands, `n${n}@example.org`), ago(40));
  await foldMinutes(db, now);
  for (const demand of demands) await close(db, demand, ago(28));
  const reopen = async (demand: number) =>
    db.transaction().execute(async (tx) => {
      const life = (await getDemandLife(tx, demand))!;
      const step = { name: "reopen" as const, words: noWords, closesAt: null };
      return (await takeStep(tx, demand, step, life.version, now)).said;
    });
  const [, ...said] = await Promise.all([
    forgetPeople(db, now, testKeys),
    ...demands.map((demand) => reopen(demand)),
    withdraw(db, testKeys, keyOf("n0@example.org"), demands, now),
  ]);
  for (const [n, demand] of demands.entries()) {
    const { state } = (await getDemandLife(db, demand))!;
    const { rows } = await sql<{ people: number; all: number }>`
      select count(person)::int as people, count(*)::int as all from signature
       where demand_id = ${demand}`.execute(db);
    const { people, all } = rows[0]!;
    expect(said[n]).toBe(state === "open" ? "demand-reopened" : "demand-forgotten");
    expect(people).toBe(state === "open" ? all : 0);
  }
  expect(await checkTally(db)).toEqual([]);
  // nor does the campaign that goes on again open what is forgotten
  const [forgotten] = [await makeDemand(db, "forgotten")];
  await close(db, forgotten, ago(28));
  await forgetPeople(db, now, testKeys);
  const moved = await db
    .transaction()
    .execute((tx) => reopenDemands(tx, [forgotten], ago(28), now));
  expect(moved.ids).toEqual([]);
});

test("one that was taken off the site while it was open is closed after four weeks, as of then", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const retire = { name: "retire" as const, words: noWords };
  const { version } = (await getDemandLife(db, demand))!;
  await db.transaction().execute((tx) => takeStep(tx, demand, retire, version, ago(28)));
  // one whose timeline does not say so
  const silent = await makeDemand(db, "two");
  await db
    .updateTable("demand")
    .set({ state: "removed", closed_at: null, updated_at: ago(28) })
    .where("id", "=", silent)
    .execute();
  await closeRetired(db, ago(1));
  expect((await getDemandLife(db, demand))!.closedAt).toBeNull();
  await closeRetired(db, now);
  expect((await getDemandLife(db, silent))!.closedAt).toEqual(ago(28));
  const life = (await getDemandLife(db, demand))!;
  expect(life.closedAt).toEqual(ago(28));
  const restore = { name: "restore" as const, words: noWords };
  await db.transaction().execute((tx) => takeStep(tx, demand, restore, life.version, now));
  expect((await getDemandLife(db, demand))!.state).toBe("closed");
});

test("an address for news goes with who unsubscribes, and after twelve months", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  for (const name of ["ann", "bob"])
    await signedAndConfirmed(
      db,
      { ...wishFor([demand], `${name}@example.org`), updates: true },
      ago(40),
    );
  await foldMinutes(db, now);
  await close(db, demand, ago(28));
  await forgetPeople(db, now, testKeys);
  const held = async (name: string) =>
    (await getHeld(db, testKeys, keyOf(`${name}@example.org`)))?.news;
  expect([(await held("ann"))?.length, (await held("bob"))?.length]).toEqual([1, 1]);
  await setUpdates(db, testKeys, keyOf("ann@example.org"), false, now);
  expect(await held("ann")).toEqual([]);
  const { keptUntil } = (await held("bob"))![0]!;
  // the night's work comes within a day
  await forgetNewsAddresses(db, new Date(keptUntil.getTime() - DAY - 1));
  expect(await held("bob")).toHaveLength(1);
  await dailyWork(db, testKeys, keptUntil);
  expect(
    await tablesWith(db, [
      keyOf("bob@example.org"),
      "bob@example.org",
      inboxAddress("bob@example.org"),
    ]),
  ).toEqual([]);
});

test("who signed only what closed long ago is told what is left of it, and stops updates there", async () => {
  await using site = await startSite();
  const { db } = site;
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await signs(db, [id], "ann@example.org", ago(40));
  await signs(db, [id], "bob@example.org", ago(40), true);
  await close(db, id, ago(29));
  await forgetPeople(db, now, testKeys);
  await dropSigningDays(db, now);
  await forgetAllowances(db, now);
  // mails of that time are gone for long
  await sql`truncate mail_message, mail_batch, mailbox`.execute(db);
  const reader = visitor(site.base);
  const manage = (address: string) => `/manage/${linkToken(testKeys, "manage", keyOf(address))}`;
  const none = (await reader.get(manage("ann@example.org"))).html;
  expect(none).toContain("Nothing is stored under this link");
  expect(none).toContain("your signature is still counted, if it was");
  const bob = (await reader.get(manage("bob@example.org"))).html;
  expect(bob).toContain("Your address, for updates alone");
  expect(bob).not.toContain("Ann O&#x27;Neil");
  expect(bob).not.toContain('value="withdraw"');
  const stopped = await reader.post(manage("bob@example.org"), { intent: "updates" });
  expect(stopped.html).toContain("Updates are stopped");
  expect(await tablesWith(db, [keyOf("bob@example.org")])).toEqual([]);
});

test("what is late is a figure, then a task, which goes by itself", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await close(db, demand, ago(28));
  await signed(db, wishFor([await makeDemand(db, "two")], "ann@example.org"), ago(9));
  expect(await countOverdue(db, now)).toBeCloseTo(DAY / 1000, 0);
  await heedRetention(db, now);
  expect(await listTasks(db)).toEqual([]);
  const later = new Date(now.getTime() + 2 * DAY);
  expect(await countOverdue(db, later)).toBeCloseTo((3 * DAY) / 1000, 0);
  await heedRetention(db, later);
  const tasks = await listTasks(db);
  expect(tasks.map(({ facts }) => facts)).toEqual([{ kind: "retention-late", data: { days: 3 } }]);
  expect(taskSentence(tasks[0]!.facts!)).toContain("3 days late");
  await forgetPeople(db, later, testKeys);
  await dropSigningDays(db, later);
  await heedRetention(db, later);
  expect(await countOverdue(db, later)).toBe(0);
  expect(await listTasks(db)).toEqual([]);

  // one that was closed late, as of the time that was set for it, can still be opened again for four weeks
  const late = await makeDemand(db, "late");
  const { version } = (await getDemandLife(db, late))!;
  await db
    .transaction()
    .execute((tx) => takeStep(tx, late, { name: "close", words: noWords }, version, ago(1)));
  await close(db, late, ago(40));
  expect(await listDue(db, now)).toEqual([]);
  expect(await listDue(db, new Date(now.getTime() + 27 * DAY))).toEqual([late]);

  // what is held has to be decided on before
  const review = await makeDemand(db, "held");
  await db.updateTable("demand").set({ held_count: 2 }).where("id", "=", review).execute();
  await close(db, review, ago(20));
  await heedRetention(db, now);
  expect(await listTasks(db)).toEqual([]);
  const soon = new Date(now.getTime() + DAY);
  await heedRetention(db, soon);
  const [asked] = await listTasks(db);
  expect(asked!.facts).toEqual({
    kind: "held-soon",
    data: { number: 2, at: new Date(now.getTime() + 8 * DAY).toISOString() },
  });
  expect(taskSentence(asked!.facts!)).toContain("2 held signatures become numbers");
  await db.updateTable("demand").set({ held_count: 0 }).where("id", "=", review).execute();
  await heedRetention(db, soon);
  expect(await listTasks(db)).toEqual([]);
});

test("who erases or withdraws while their signature becomes a number leaves no address behind, and is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const names = ["ann", "bob"].map((name) => `${name}@example.org`);
  for (const name of names)
    await signedAndConfirmed(db, { ...wishFor([demand], name), updates: true }, ago(40));
  await foldMinutes(db, now);
  await close(db, demand, ago(28));
  const [ann, bob] = names.map(keyOf) as [Buffer, Buffer];
  const submit = (signer: Buffer, intent: "withdraw" | "erase", counts: Partial<HeldCounts>) =>
    submitManaging(
      {
        ...{ db, keys: testKeys, clock: () => now, locale: "en", changes: { made: () => {} } },
        fields: new URLSearchParams({ sure: "yes", seen: seenOf(counts) }),
      },
      signer,
      intent,
    );
  const counts = countHeld((await getHeld(db, testKeys, ann))!);
  const waiting = sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  const done = await db.transaction().execute(async (tx) => {
    const portion = [ann, bob].map((signer_key) => ({ signer_key, demand_id: demand }));
    await forgetPortion(tx, testKeys, portion, now);
    const both = [submit(ann, "erase", counts), submit(bob, "withdraw", { signatures: 1 })];
    while ((await waiting.execute(db)).rows[0]!.n < 2) await sleep(5);
    return { both };
  });
  expect(await Promise.all(done.both)).toEqual([{ done: "erased" }, { isPartly: true }]);
  for (const signer of [ann, bob])
    expect((await getHeld(db, testKeys, signer))?.news ?? []).toEqual([]);
  expect(await countOf(db, demand)).toBe(2);
  // nor does who presses "erase" keep one that nobody had seen
  expect(await submit(ann, "erase", counts)).toEqual({ done: "erased" });
});

test("a demand that fails keeps no other from being done; of a campaign that is over nobody is kept for news", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [broken, whole] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  for (const name of ["ann", "bob", "cat"])
    await signedAndConfirmed(
      db,
      { ...wishFor([broken, whole], `${name}@example.org`), updates: true },
      ago(40),
    );
  await foldMinutes(db, now);
  for (const demand of [broken, whole]) await close(db, demand, ago(28));
  const sealedBy = (version: number) =>
    db
      .updateTable("signature")
      .set({ key_version: version })
      .where("demand_id", "=", broken)
      .where("person", "is not", null)
      .execute();
  await sealedBy(9);
  await expect(forgetPeople(db, now, testKeys)).rejects.toThrow("no key of version 9");
  const people = () =>
    db
      .selectFrom("signature")
      .select(["demand_id", ({ fn }) => fn.count<number>("person").as("people")])
      .groupBy("demand_id")
      .orderBy("demand_id")
      .execute();
  expect(await people()).toEqual([
    { demand_id: broken, people: 3 },
    { demand_id: whole, people: 0 },
  ]);
  expect(await listDue(db, now)).toEqual([broken]);
  const news = () => db.selectFrom("news_address").select("demand_id").distinct().execute();
  expect(await news()).toEqual([{ demand_id: whole }]);

  await sealedBy(1);
  const closing = { closed_at: ago(28), note: "", demand_ids: [], stopped_letters: false };
  await db
    .insertInto("campaign_closing")
    .values({ ...closing, organiser_id: null })
    .execute();
  await forgetPeople(db, now, testKeys);
  expect(await listDue(db, now)).toEqual([]);
  expect(await news()).toEqual([{ demand_id: whole }]);
  await forgetNewsAddresses(db, now);
  expect(await news()).toEqual([]);
});

test("the page about privacy says the periods that the program keeps to, in four languages", () => {
  const said: [number, number, Record<LocaleCode, string>][] = [
    [
      FORGET_DAYS,
      28,
      {
        en: "28 days after the demand closed",
        uk: "28 днів після закриття",
        kk: "жабылғаннан кейін ең көбі 28 күн",
        ru: "28 дней после закрытия",
      },
    ],
    [
      NEWS_MONTHS,
      12,
      {
        en: "at most 12 months",
        uk: "щонайбільше 12 місяців",
        kk: "ең көбі 12 ай",
        ru: "не более 12 месяцев",
      },
    ],
    [MAIL_DAYS, 14, { en: "14 to 15 days", uk: "14–15 днів", kk: "14–15 күнде", ru: "14–15 дней" }],
    [ERASURE_DAYS, 60, { en: "60 days", uk: "60 днів", kk: "60 күн", ru: "60 дней" }],
    [
      BACKUP_DAYS,
      30,
      {
        en: "the same way: at most 30 days",
        uk: "так само: щонайбільше 30 днів",
        kk: "көшірмелер: ең көбі 30 күн",
        ru: "так же: не более 30 дней",
      },
    ],
    [
      SIGNING_DAYS,
      7,
      {
        en: "seven to eight days",
        uk: "від семи до восьми днів",
        kk: "жеті-сегіз күн",
        ru: "от семи до восьми дней",
      },
    ],
    [
      UPDATE_DAYS,
      14,
      {
        en: "emailed you: two weeks",
        uk: "надіслали: два тижні",
        kk: "жібергеніміз: екі апта",
        ru: "отправили: две недели",
      },
    ],
    [
      AUDIT_YEARS,
      2,
      {
        en: "What organisers did: two years",
        uk: "Що робили організатори: два роки",
        kk: "не істегені: екі жыл",
        ru: "Что делали организаторы: два года",
      },
    ],
    [INBOUND_DAYS, 90, { en: "90 days", uk: "90 днів", kk: "90 күн", ru: "90 дней" }],
  ];
  for (const [constant, days, phrases] of said) {
    expect(constant).toBe(days);
    for (const locale of locales)
      expect(proseFor(locale).privacy.body.replaceAll("\u00a0", " ")).toContain(phrases[locale]);
  }
});
