/** Four weeks after a demand closed its people are forgotten, and all that was public stays as it was. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { dailyWork } from "#app/jobs/nightly.server.ts";
import { domainKey } from "#app/keys.server.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { exportHeld } from "#app/signatures/manage/export.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { setStanding } from "#app/signatures/set-aside.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { sealOwn } from "#app/write/sealed.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { ago, close, now, signs, tablesWith } from "./support/retention.ts";
import { siteEnvironment, startProcess, startSite, untilReady } from "./support/server.ts";
import {
  countOf,
  keyOf,
  makeDemand,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { givenList } from "./support/supporters.ts";

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
