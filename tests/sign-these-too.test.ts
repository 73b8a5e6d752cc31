/** Demands that are ticked beside those of a link are signed with it, in one statement. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { getPendingSigning } from "#app/signatures/confirming/get-pending.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import {
  confirmSlugs,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const start = Date.now() - 3_600_000;
const at = (seconds: number) => new Date(start + seconds * 1_000);
const ann = "ann@made-up.example";

/** Three demands: `one`, `two` and `three`. */
async function threeDemands() {
  const database = await freshDatabase();
  const { db } = database;
  const ids: number[] = [];
  for (const slug of ["one", "two", "three"]) ids.push(await makeDemand(db, slug));
  const [one, two, three] = ids as [number, number, number];
  const counts = async () => {
    expect(await checkTally(db)).toEqual([]);
    return Promise.all(ids.map((id) => countOf(db, id)));
  };
  return {
    ...{ db, one, two, three, counts },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const besideOf = async (db: Db, id: string, now: Date) =>
  (await getPendingSigning(db, testKeys, id, now))?.beside;

async function invalidates(db: Db, demand: number, now: Date) {
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => now);
  const { id, version } = await bulk.find("invalidate", { demand });
  await bulk.begin(id, version);
  await bulk.until(id, "done");
}

test("what is ticked beside is signed by the same person at the same place, in the words that stand", async () => {
  await using site = await threeDemands();
  const { db, two, three, counts } = site;
  await db.updateTable("demand").set({ text_version: 2 }).where("id", "=", three).execute();
  const id = await signed(db, wishFor([two], ann, "KZ"), at(0));
  expect(await besideOf(db, id, at(1))).toEqual([site.one, three]);
  // what was asked for comes first, for that is where the signer came from
  expect(await confirmSlugs(db, id, ["three", "one", "two"], at(1))).toEqual([
    "two",
    "one",
    "three",
  ]);
  expect(await counts()).toEqual([1, 1, 1]);
  const rows = await db.selectFrom("signature").selectAll().orderBy("demand_id").execute();
  expect(rows.map((row) => row.text_version)).toEqual([1, 1, 2]);
  for (const row of rows) {
    const { place, consent_version, consented_at, confirmed_at } = row;
    expect(row).toMatchObject({
      ...rows[1]!,
      demand_id: row.demand_id,
      text_version: row.text_version,
    });
    expect([place, consent_version, consented_at, confirmed_at]).toEqual(["KZ", 3, at(0), at(1)]);
  }
  // whoever opens the link anew is offered nothing that is signed
  expect(await besideOf(db, id, at(2))).toEqual([]);
});

test("a link offers what another form of its owner signed, as if it were not, and signing it again changes nothing", async () => {
  await using site = await threeDemands();
  const { db, one, two, three, counts } = site;
  await signedAndConfirmed(db, wishFor([two], ann), at(0));
  const id = await signed(db, wishFor([one], ann), at(90));
  expect(await getPendingSigning(db, testKeys, id, at(91))).toMatchObject({
    beside: [two, three],
    gave: false,
  });
  await confirmSlugs(db, id, ["two", "three"], at(92));
  expect(await counts()).toEqual([0, 1, 1]);
  const rows = await db.selectFrom("signature").selectAll().orderBy("demand_id").execute();
  expect(rows.map((row) => row.consented_at)).toEqual([at(0), at(90)]);
  // what was asked for is not signed, and a signature of this form stands all the same
  expect(await getPendingSigning(db, testKeys, id, at(93))).toMatchObject({
    beside: [two],
    gave: true,
  });
});

test("what is beside can be signed alone, and later", async () => {
  await using site = await threeDemands();
  const { db, one, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  expect(await confirmSlugs(db, id, ["two"], at(1))).toEqual(["two"]);
  expect(await confirmSlugs(db, id, ["one"], at(2))).toEqual(["one"]);
  expect(await confirmSlugs(db, id, ["three", "two"], at(3))).toEqual(["two", "three"]);
  expect(await counts()).toEqual([1, 1, 1]);
});

test("who names no demand confirms what was asked for and nothing else", async () => {
  await using site = await threeDemands();
  const { db, one, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  const [confirmed] = await confirmClicks(db, [{ id, ticked: null }], at(1));
  expect(confirmed!.slugs).toEqual(["one"]);
  expect(await counts()).toEqual([1, 0, 0]);
});

test("a demand beside that has closed, is over, a draft or unknown is left out, and what is asked for is confirmed", async () => {
  await using site = await threeDemands();
  const { db, one, two, three, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  // a confirmation of what was asked for would be taken
  await db
    .updateTable("demand")
    .set({ state: "closed", closed_at: at(0) })
    .where("id", "=", two)
    .execute();
  await db
    .updateTable("demand")
    .set({ closes_at: at(1) })
    .where("id", "=", three)
    .execute();
  expect(await besideOf(db, id, at(1))).toEqual([]);
  expect(await confirmSlugs(db, id, ["one", "two", "three", "four", `${two}`], at(1))).toEqual([
    "one",
  ]);
  await db
    .updateTable("demand")
    .set({ state: "draft", closes_at: null })
    .where("id", "=", three)
    .execute();
  expect(await confirmSlugs(db, id, ["two", "three", "four"], at(2))).toEqual([]);
  expect(await counts()).toEqual([1, 0, 0]);
});

test("fifty confirmations at once that tick different ones count each once", async () => {
  await using site = await threeDemands();
  const { db, one, two, counts } = site;
  const links = [
    await signed(db, wishFor([one], ann), at(0)),
    await signed(db, wishFor([two], ann), at(90)),
  ];
  const ticks = [["three", "two", "one"], ["one", "three"], ["two"], ["three"], ["two", "one"]];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const ticked = ticks[n % ticks.length]!;
      return confirmSlugs(db, links[n % 2]!, ticked, at(100)).then((slugs) => [
        slugs.sort(),
        ticked.toSorted(),
      ]);
    }),
  );
  for (const [slugs, ticked] of answers) expect(slugs).toEqual(ticked);
  expect(await counts()).toEqual([1, 1, 1]);
});

test("many signers who tick others beside at once, in one statement and in several, neither deadlock nor miscount", async () => {
  await using site = await threeDemands();
  const { db, counts } = site;
  const ids = [site.one, site.two, site.three];
  const links: string[] = [];
  for (let n = 0; n < 30; n++)
    links.push(
      await signed(
        db,
        wishFor([ids[n % 3]!], `s${n}@example.org`, n % 2 ? "KZ" : "E14001172"),
        at(0),
      ),
    );
  const ticked = ["three", "one", "two"];
  const together = confirmClicks(
    db,
    links.map((id) => ({ id, ticked })),
    at(1),
  );
  await Promise.all([together, ...links.map((id) => confirmSlugs(db, id, ticked, at(1)))]);
  expect(await counts()).toEqual([30, 30, 30]);
});

test("at a domain whose confirmations are held, what is beside is held too", async () => {
  await using site = await threeDemands();
  const { db, one, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  await sql`insert into domain_rule (domain_key, rule, reason, set_at)
              select domain_key, 'held', 'for the test', ${at(1)}::timestamptz from signing`.execute(
    db,
  );
  expect(await confirmSlugs(db, id, ["one", "two"], at(2))).toEqual(["one", "two"]);
  expect(await counts()).toEqual([0, 0, 0]);
  const held = await db.selectFrom("demand").select("held_count").orderBy("id").execute();
  expect(held.map((row) => row.held_count)).toEqual([1, 1, 0]);
});

test("a link signs nothing beside that was invalidated since, nor anything once what it was sent for was", async () => {
  await using site = await threeDemands();
  const { db, one, two, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  await signedAndConfirmed(db, wishFor([two], ann), at(90));
  await invalidates(db, two, at(200));
  expect(await besideOf(db, id, at(201))).toEqual([site.three]);
  expect(await confirmSlugs(db, id, ["one", "two"], at(202))).toEqual(["one"]);
  expect(await counts()).toEqual([1, 0, 0]);
  await invalidates(db, one, at(300));
  expect(await confirmSlugs(db, id, ["one", "two", "three"], at(301))).toEqual([]);
  expect(await counts()).toEqual([0, 0, 0]);
  // a form that is sent since is another one
  const again = await signed(db, wishFor([one], ann), at(400));
  expect(await confirmSlugs(db, again, ["one", "two"], at(401))).toEqual(["one", "two"]);
  expect(await counts()).toEqual([1, 1, 0]);
});

test("who withdraws or says “this was not me” has links that sign nothing beside", async () => {
  await using site = await threeDemands();
  const { db, one, counts } = site;
  const id = await signed(db, wishFor([one], ann), at(0));
  await confirmSlugs(db, id, ["one", "two"], at(1));
  await withdraw(db, testKeys, signerKey(testKeys, ann), [one], at(2));
  expect(await confirmSlugs(db, id, ["one", "three"], at(3))).toEqual([]);
  const other = await signed(db, wishFor([one], "bob@made-up.example"), at(4));
  await disown(db, testKeys, other, at(5));
  expect(await confirmSlugs(db, other, ["one", "two"], at(6))).toEqual([]);
  expect(await counts()).toEqual([0, 1, 0]);
});

test("withdrawing at the moment of confirming leaves all or nothing of what is ticked", async () => {
  await using site = await threeDemands();
  const { db, one, two, three, counts } = site;
  for (let n = 0; n < 10; n++) {
    const address = `racer${n}@made-up.example`;
    const id = await signed(db, wishFor([one], address), at(n));
    await Promise.all([
      confirmSlugs(db, id, ["one", "two", "three"], at(100)),
      withdraw(db, testKeys, signerKey(testKeys, address), [one, two, three], at(100)),
    ]);
    expect(await confirmSlugs(db, id, ["three"], at(101))).toEqual([]);
  }
  const [first, ...others] = await counts();
  expect(others).toEqual([first, first]);
});
