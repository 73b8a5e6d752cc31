/** Supporters are taken along, and those to be removed are told: who stands in which file, whatever happens when. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { externalId, spellId } from "#app/keys.server.ts";
import { act } from "#app/organisers/audit.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { erase, withdraw } from "#app/signatures/withdraw.server.ts";
import { beginExport } from "#app/supporters/export/begin-export.server.ts";
import { countToBeRemoved } from "#app/supporters/export/consenting.server.ts";
import { endExport } from "#app/supporters/export/end-export.server.ts";
import { forgetExported } from "#app/supporters/export/forget-exported.server.ts";
import { takeRemovals } from "#app/supporters/export/take-removals.server.ts";
import { takeSupporters } from "#app/supporters/export/take-supporters.server.ts";
import type { Db } from "#db/connection.ts";
import { suppress } from "#emails/suppression.ts";

import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import {
  keyOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const idOf = (address: string) => spellId(testKeys, externalId(testKeys, keyOf(address)));
const clock = () => new Date();

async function begin(db: Db, kind: "list" | "remove", demandIds: number[]): Promise<number> {
  const who = await newOrganiser(db, `owner-${Math.random()}@example.org`, "owner");
  const wish = { kind, recipient: "the union’s tool", reason: "one newsletter", demandIds };
  const { id } = await act(db, who, clock(), (tx) => beginExport(tx, wish, who, clock()));
  return id;
}
const end = (db: Db, id: number, isWhole = true) =>
  db.transaction().execute((tx) => endExport(tx, id, isWhole, clock()));

async function exported(db: Db, demandIds: number[]) {
  const id = await begin(db, "list", demandIds);
  const rows = (await Array.fromAsync(takeSupporters(db, testKeys, id, demandIds, clock))).flat();
  await end(db, id);
  return rows;
}
async function removals(db: Db, isWhole = true) {
  const id = await begin(db, "remove", []);
  const rows = (await Array.fromAsync(takeRemovals(db, testKeys, id, clock))).flat();
  await end(db, id, isWhole);
  return rows;
}
const addressesOf = (rows: { address: string | undefined }[]) =>
  rows.map(({ address }) => address).toSorted();
const wanting = (demands: number[], address: string) => ({
  ...wishFor(demands, address, "KZ"),
  updates: true,
});
const now = new Date();
const held = async (db: Db, address: string) => (await getHeld(db, testKeys, keyOf(address)))!;

test("only who is confirmed, counted, wants updates and takes mail is in it, in one row", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await signedAndConfirmed(db, wanting([one, two], "both@example.org"));
  await signedAndConfirmed(db, wanting([two], "other@example.org"));
  await signedAndConfirmed(db, wishFor([one], "unticked@example.org"));
  await signed(db, wanting([one], "unconfirmed@example.org"));
  for (const address of ["held@example.org", "barred@example.org", "Inbox+tag@unlisted.example"])
    await signedAndConfirmed(db, wanting([one], address));
  await db
    .updateTable("signature")
    .set({ set_aside: "held" })
    .where("signer_key", "=", keyOf("held@example.org"))
    .execute();
  const later = new Date(now.getTime() + 3_600_000);
  await suppress(db, keyOf("barred@example.org"), "complained", later, now);
  await suppress(db, keyOf("inbox@unlisted.example"), "not-me", later, now);

  const rows = await exported(db, [one]);
  expect(rows).toMatchObject([
    {
      ...{ id: idOf("both@example.org"), address: "both@example.org", name: "Ann O'Neil" },
      ...{ postcode: null, country: "KZ", locale: "en", consentVersion: 3, demandIds: [one] },
    },
  ]);
  expect((await exported(db, [one, two])).map(({ demandIds }) => demandIds).toSorted()).toEqual([
    [one, two],
    [two],
  ]);
  expect((await held(db, "both@example.org")).given).toMatchObject([
    { to: "the union’s tool", reason: "one newsletter" },
    { to: "the union’s tool", reason: "one newsletter" },
  ]);
  expect((await held(db, "unticked@example.org")).given).toEqual([]);
  const { rows: log } = await database.pool.query<{ text: string }>(
    "select a::text as text from audit a",
  );
  expect(log.some(({ text }) => text.includes("example.org") && !text.includes("owner-"))).toBe(
    false,
  );
});

test("whoever no longer consents is to be removed once, by address while it is kept, else by id alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const people = ["stops", "withdraws", "erases", "invalid", "complains", "stays"];
  const at = (who: string) => `${who}@example.org`;
  for (const who of people) await signedAndConfirmed(db, wanting([one], at(who)));
  expect(await exported(db, [one])).toHaveLength(people.length);
  expect(await countToBeRemoved(db, now)).toBe(0);

  await setUpdates(db, testKeys, keyOf(at("stops")), false, now);
  await withdraw(db, testKeys, keyOf(at("withdraws")), [one], now);
  await erase(db, testKeys, await held(db, at("erases")), now);
  await db
    .updateTable("signature")
    .set({ set_aside: "invalidated" })
    .where("signer_key", "=", keyOf(at("invalid")))
    .execute();
  await suppress(db, keyOf(at("complains")), "complained", new Date(now.getTime() + 9e9), now);
  // what erased everything is known by the id of the exports alone, and its own page says so
  const left = await held(db, at("erases"));
  expect(left).toMatchObject({ addresses: [], signatures: [], mails: [], given: [] });
  expect(left.removalUntil!.getTime()).toBeGreaterThan(now.getTime() + 360 * 86_400_000);
  expect(await countToBeRemoved(db, new Date())).toBe(5);

  // a file that was cut off has told nobody
  expect(await removals(db, false)).toHaveLength(5);
  const told = await removals(db);
  expect(new Map(told.map(({ id, address }) => [id, address]))).toEqual(
    new Map([
      [idOf(at("stops")), at("stops")],
      [idOf(at("withdraws")), undefined],
      [idOf(at("erases")), undefined],
      [idOf(at("invalid")), at("invalid")],
      [idOf(at("complains")), at("complains")],
    ]),
  );
  expect(await removals(db)).toEqual([]);
  expect(await getHeld(db, testKeys, keyOf(at("erases")))).toBeUndefined();
  // who was told and wants updates again is in the next export, and can be told again
  await setUpdates(db, testKeys, keyOf(at("stops")), true, now);
  expect(addressesOf(await exported(db, [one]))).toEqual([at("stays"), at("stops")]);
  await setUpdates(db, testKeys, keyOf(at("stops")), false, now);
  expect(addressesOf(await removals(db))).toEqual([at("stops")]);
});

test("a remove list that was cut off has told nobody, also where an export comes before the next", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await signedAndConfirmed(db, wanting([one, two], "ann@example.org"));
  await exported(db, [one, two]);
  await withdraw(db, testKeys, keyOf("ann@example.org"), [one], now);
  expect(await removals(db, false)).toHaveLength(1);
  expect(await exported(db, [two])).toHaveLength(1);
  expect(addressesOf(await removals(db))).toEqual(["ann@example.org"]);
  expect(await exported(db, [two])).toHaveLength(1);
  expect(await removals(db)).toEqual([]);
});

test("an id that nobody was told of goes after twelve months", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await signedAndConfirmed(db, wanting([one], "ann@example.org"));
  await exported(db, [one]);
  await erase(db, testKeys, await held(db, "ann@example.org"), now);
  const months = (count: number) => new Date(now.getTime() + count * 31 * 86_400_000);
  await forgetExported(db, months(11));
  expect(await countToBeRemoved(db, months(11))).toBe(1);
  await forgetExported(db, months(12.1));
  expect(await countToBeRemoved(db, months(13))).toBe(0);
});

test("erasing and unsubscribing while a file is written: who is in it is known, and nothing else stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const people = Array.from({ length: 40 }, (_, index) => `p${index}@example.org`);
  for (const address of people) await signedAndConfirmed(db, wanting([one], address));
  const all = await Promise.all(people.map((address) => held(db, address)));
  const [rows] = await Promise.all([
    exported(db, [one]),
    ...all.slice(0, 20).map((one) => erase(db, testKeys, one, now)),
    ...people.slice(20, 30).map((address) => setUpdates(db, testKeys, keyOf(address), false, now)),
  ]);
  const gone = new Set((await removals(db)).map(({ id }) => id));
  const inFile = new Set(rows.map(({ id }) => id));
  expect(gone).toEqual(inFile.difference(new Set(people.slice(30).map(idOf))));
  const { rows: linked } = await database.pool.query(
    "select from exported_supporter e left join signature s on s.signer_key = e.signer_key where e.signer_key is not null and s.signer_key is null",
  );
  expect(linked).toEqual([]);
});

type Step = ["sign" | "stop" | "start" | "withdraw" | "erase", number] | ["export" | "remove", 0];

test("in any order of deeds the tool that gets every file holds exactly those who consent", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const person = fc.integer({ min: 0, max: 3 });
  const step = fc.oneof(
    fc.tuple(fc.constantFrom("sign", "stop", "start", "withdraw", "erase"), person),
    fc.tuple(fc.constantFrom("export", "remove"), fc.constant(0)),
  ) as fc.Arbitrary<Step>;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      round += 1;
      const at = (who: number) => `r${round}-${who}@example.org`;
      const consents = new Set<string>();
      const tool = new Set<string>();
      const mine = (id: string) => [0, 1, 2, 3].some((who) => idOf(at(who)) === id);
      const signs = new Set<string>();
      const take = async () => {
        for (const { id } of await removals(db)) tool.delete(id);
        for (const { id } of await exported(db, [one])) if (mine(id)) tool.add(id);
      };
      for (const [deed, who] of [...steps, ["export", 0] as Step]) {
        const [address, id, key] = [at(who), idOf(at(who)), keyOf(at(who))];
        if (deed === "sign" && !signs.has(id)) {
          const when = new Date(now.getTime() + round * 86_400_000 + Math.random() * 1e6);
          await signedAndConfirmed(db, wanting([one], address), when);
          signs.add(id);
          consents.add(id);
        } else if (deed === "stop" || deed === "start") {
          await setUpdates(db, testKeys, key, deed === "start", now);
          if (deed === "start" && signs.has(id)) consents.add(id);
          if (deed === "stop") consents.delete(id);
        } else if (deed === "withdraw" || deed === "erase") {
          const found = await getHeld(db, testKeys, key);
          if (deed === "erase" && found) await erase(db, testKeys, found, now);
          if (deed === "withdraw") await withdraw(db, testKeys, key, [one], now);
          signs.delete(id);
          consents.delete(id);
        } else if (deed === "export") await take();
        else if (deed === "remove")
          for (const { id: gone } of await removals(db)) tool.delete(gone);
      }
      expect(tool).toEqual(consents);
    }),
    { numRuns: 25 },
  );
});
