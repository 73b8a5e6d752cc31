/** What people erase is kept as keyed hashes, and is erased again where an older copy comes back. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { erasureName } from "#app/keys.server.ts";
import { forgetErasures } from "#app/signatures/erasures/note-erasures.server.ts";
import { replayErasures } from "#app/signatures/erasures/replay-erasures.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { erase, withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";
import { suppress } from "#emails/suppression.ts";

import { freshDatabase } from "./support/database.ts";
import {
  confirm,
  countOf,
  keyOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const now = new Date();
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const heldOf = (db: Db, name: string) => getHeld(db, testKeys, keyOf(`${name}@example.org`));
const listErasures = (db: Db) => db.selectFrom("erasure").selectAll().orderBy("name").execute();

/** What stood when the backup was made. */
async function seed(db: Db) {
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  for (const name of ["ann", "bob", "cat"])
    await signedAndConfirmed(
      db,
      { ...wishFor([one, two], `${name}@example.org`), updates: true },
      now,
    );
  const typed = await signed(db, wishFor([one], "dan@example.org"), now);
  await signed(db, wishFor([two], "dan@example.org"), after(-1));
  const form = await signed(db, wishFor([two], "eve@example.org"), now);
  await suppress(db, keyOf("fay@example.org"), "bounced", after(100_000), now);
  return { one, two, typed, form };
}

/** In the database that the backup replaces, which is gone afterwards. */
async function erasedSince() {
  await using old = await freshDatabase();
  const { db } = old;
  const { one, typed } = await seed(db);
  await withdraw(db, testKeys, keyOf("ann@example.org"), [one], after(1));
  await erase(db, testKeys, (await heldOf(db, "bob"))!, after(1));
  await setUpdates(db, testKeys, keyOf("cat@example.org"), false, after(1));
  await disown(db, testKeys, typed, after(1));
  await erase(db, testKeys, (await heldOf(db, "fay"))!, after(1));
  return { one, typed, erasures: await listErasures(db) };
}

test("a restored backup loses what was withdrawn, erased, disowned and unsubscribed since, and nothing else", async () => {
  const { one, typed, erasures } = await erasedSince();
  await using restored = await freshDatabase();
  const { two, typed: copied } = await seed(restored.db);
  await restored.db.updateTable("signing").set({ id: typed }).where("id", "=", copied).execute();

  expect(await replayErasures(restored.db, testKeys, erasures)).toEqual({
    ...{ people: 5, signatures: 3, forms: 3, updates: 1 },
  });
  expect([await countOf(restored.db, one), await countOf(restored.db, two)]).toEqual([1, 2]);
  expect(await checkTally(restored.db)).toEqual([]);
  const ann = (await heldOf(restored.db, "ann"))!;
  expect(ann.signatures.map(({ demandId }) => demandId)).toEqual([two]);
  expect([ann.signings, ann.mails, ann.allowances]).toEqual([[], [], []]);
  for (const name of ["bob", "fay"]) expect(await heldOf(restored.db, name)).toBeUndefined();
  expect(await heldOf(restored.db, "cat")).toMatchObject({ updates: false });
  expect((await heldOf(restored.db, "cat"))!.signatures).toHaveLength(2);
  // one form was not theirs: another one of the same address stays, with its mail
  const dan = (await heldOf(restored.db, "dan"))!;
  expect(dan.signings.map(({ demandIds }) => demandIds)).toEqual([[two]]);
  expect(dan.mails.length).toBeGreaterThan(0);
  expect(dan.bars).toMatchObject([
    { reason: "not-me", until: new Date(after(1).getTime() + 30 * 86_400_000) },
  ]);
  expect((await heldOf(restored.db, "eve"))!.signings).toHaveLength(1);
  const { rows } = await sql<{ reason: string; number: number; late: boolean }>`
    select reason, sum(number)::int as number, bool_and(created_at = ${after(1)}) as late
      from tally_correction group by reason order by reason`.execute(restored.db);
  expect(rows).toEqual([
    { reason: "erased", number: 2, late: true },
    { reason: "withdrawn", number: 1, late: true },
  ]);
  // they are kept for the next restore, and doing it again does nothing
  expect(await listErasures(restored.db)).toEqual(erasures);
  expect(await replayErasures(restored.db, testKeys, erasures)).toMatchObject({ people: 0 });
});

test("what was given after it was erased stays, with its mails and limits", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { one, two, form } = await seed(db);
  await erase(db, testKeys, (await heldOf(db, "ann"))!, after(1));
  await setUpdates(db, testKeys, keyOf("cat@example.org"), false, after(1));
  await setUpdates(db, testKeys, keyOf("cat@example.org"), true, after(2));
  await signedAndConfirmed(db, wishFor([one], "ann@example.org"), after(3));
  await withdraw(db, testKeys, keyOf("eve@example.org"), [two], after(1));
  expect(await confirm(db, form, [two], after(2))).toBe(0);
  const before = await heldOf(db, "ann");
  expect(await replayErasures(db, testKeys, await listErasures(db))).toMatchObject({ people: 0 });
  expect(await heldOf(db, "ann")).toEqual(before);
  expect(await heldOf(db, "cat")).toMatchObject({ updates: true });
});

test("nothing of the person is kept with it; what is erased again has the newest time, and is forgotten after 60 days", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { one, two } = await seed(db);
  await withdraw(db, testKeys, keyOf("ann@example.org"), [one], after(1));
  await withdraw(db, testKeys, keyOf("ann@example.org"), [one, two], after(2));
  const names = [one, two, 0xff_ff_ff_ff].map((of) =>
    erasureName(testKeys, of, keyOf("ann@example.org")),
  );
  expect(await listErasures(db)).toEqual(
    names.toSorted((a, b) => Buffer.compare(a, b)).map((name) => ({ name, at: after(2) })),
  );
  // an older time does not take the place of a newer one
  await replayErasures(db, testKeys, [{ name: names[0]!, at: now }]);
  expect((await listErasures(db)).every(({ at }) => at.getTime() === after(2).getTime())).toBe(
    true,
  );
  await forgetErasures(db, after(2 + 60 * 24 * 60));
  expect(await listErasures(db)).toHaveLength(3);
  await forgetErasures(db, after(3 + 60 * 24 * 60));
  expect(await listErasures(db)).toEqual([]);
});
