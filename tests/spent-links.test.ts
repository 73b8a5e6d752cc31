/** A link whose signature was invalidated restores nothing; a form that is sent later does. */
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { getPendingSigning } from "#app/signatures/confirming/get-pending.server.ts";
import { countWaiting } from "#app/signatures/count-waiting.server.ts";
import { countWaitingFor } from "#app/signatures/count-waiting-for.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import type { Db } from "#db/connection.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { countOf, makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";

const start = Date.now() - 3_600_000;
const at = (seconds: number) => new Date(start + seconds * 1_000);
const address = "fake@made-up.example";

const click = async (db: Db, id: string, now: Date) =>
  (await confirmClicks(db, [{ id, ticked: null }], now))[0]!;

async function invalidates(db: Db, demand: number, now: Date) {
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => now);
  const { id, version } = await bulk.find("invalidate", { demand });
  await bulk.begin(id, version);
  await bulk.until(id, "done");
}

test("whoever follows their link once more after the signature was invalidated changes nothing, and by a new form signs anew", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const form = await signed(db, wishFor([one], address), at(0));
  // they keep a second link of the same day
  const hoarded = await signed(db, wishFor([one], address), at(90));
  await click(db, form, at(100));
  await invalidates(db, one, at(200));
  expect(await countOf(db, one)).toBe(0);

  for (const id of [form, hoarded]) {
    expect(await getPendingSigning(db, testKeys, id, at(300))).toBeUndefined();
    expect(await click(db, id, at(300))).toMatchObject({ slugs: [], isNew: false });
    expect(await countOf(db, one)).toBe(0);
  }

  const again = await signed(db, wishFor([one], address), at(400));
  const pending = await getPendingSigning(db, testKeys, again, at(401));
  expect(pending!.demands).toMatchObject([{ signed: false, open: true }]);
  const [theirs] = (await getHeld(db, testKeys, signerKey(testKeys, address)))!.signings;
  expect(theirs).toMatchObject({ id: again, isConfirmed: false });
  expect(await countWaitingFor(db, one)).toBe(1);
  expect(await countWaiting(db, at(401))).toMatchObject({ waiting: 1, of: 3 });

  expect(await click(db, again, at(402))).toMatchObject({ slugs: ["one"], isNew: true });
  expect(await click(db, again, at(403))).toMatchObject({ slugs: ["one"], isNew: false });
  expect(await countOf(db, one)).toBe(1);
  expect(await countWaitingFor(db, one)).toBe(0);
  expect(await checkTally(db)).toEqual([]);
});

test("of a link for several demands only those are spent whose signatures were invalidated", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const form = await signed(db, wishFor([one, two], address), at(0));
  await confirmClicks(db, [{ id: form, ticked: ["one"] }], at(1));
  await invalidates(db, one, at(2));
  const pending = await getPendingSigning(db, testKeys, form, at(3));
  expect(pending!.demands).toMatchObject([{ id: two, signed: false }]);
  expect(await click(db, form, at(4))).toMatchObject({ slugs: ["two"], isNew: true });
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([0, 1]);
  expect(await checkTally(db)).toEqual([]);
});

test("links that are followed again and again while their signatures are invalidated restore none of them", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const forms: string[] = [];
  for (let n = 0; n < 30; n++)
    forms.push(await signed(db, wishFor([one], `fake${n}@made-up.example`), at(0)));
  const clicks = forms.map((id) => ({ id, ticked: null }));
  await confirmClicks(db, clicks, at(1));
  let isOver = false;
  const script = (async () => {
    while (!isOver) await Promise.all(forms.map((id) => click(db, id, at(3))));
  })();
  await invalidates(db, one, at(2)).finally(() => (isOver = true));
  await script;
  expect(await countOf(db, one)).toBe(0);
  expect(await checkTally(db)).toEqual([]);
});
