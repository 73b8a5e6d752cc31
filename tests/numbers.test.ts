/** Signatures in numbers: whole hours and days, and labels that anybody can make up. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { countNumbers, OTHER_SOURCES } from "#app/review/numbers/count-numbers.server.ts";
import { toldLook } from "#app/pages/signatures/told-look.server.ts";
import { lookAt } from "#app/review/clusters/look.server.ts";
import { keptLook } from "#db/kept-look.ts";
import { repairTally } from "#app/signatures/tally.server.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import { makeDemand, signed, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

test("the oldest hour and the oldest day that are told are whole", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date("2026-03-20T12:40:00Z");
  const at = (iso: string) => new Date(iso);
  for (const [n, moment] of ["2026-03-18T12:10:00Z", "2026-02-18T09:00:00Z"].entries())
    await sql`
      insert into signature (demand_id, signer_key, key_version, person, text_version, place, locale,
                             updates, consent_version, consented_at, confirmed_at)
      values (${demand}, ${Buffer.alloc(16, n)}, 1, decode('00', 'hex'), 1, 'KZ', 'en', false, 1,
              ${at(moment)}, ${at(moment)})`.execute(db);
  await repairTally(db, () => Promise.resolve(), now);
  const asked = { demand: undefined };
  const hours = await countNumbers(db, { by: "hour", ...asked }, now);
  expect(hours.rows).toMatchObject([{ key: "2026-03-18 12:00", counted: 1 }]);
  const days = await countNumbers(db, { by: "day", ...asked }, now);
  expect(days.rows.map(({ key, counted }) => [key, counted])).toEqual([
    ["2026-03-18", 1],
    ["2026-02-18", 1],
  ]);
});

test("of a flood of labels the thousand largest are told, and the others as one", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  await makeSigningDays(db, now);
  await signedAndConfirmed(db, { ...wishFor([demand], "ann@example.org"), source: "leaflet" });
  await signedAndConfirmed(db, { ...wishFor([demand], "bob@example.org"), source: "leaflet" });
  await signed(db, { ...wishFor([demand], "fake@example.org"), source: "flood" });
  await sql`
    insert into signing
    select (r).* from (
      select jsonb_populate_record(s, jsonb_build_object(
               'id', substr(s.id::text, 1, 24) || lpad(to_hex(n), 12, '0'), 'source', 'flood-' || n)) as r
        from signing s cross join generate_series(1, 1_200) n where s.source = 'flood') f`.execute(
    db,
  );
  const { rows } = await countNumbers(db, { by: "source", demand: undefined }, now);
  expect(rows).toHaveLength(1_001);
  expect(rows.find(({ key }) => key === "leaflet")).toMatchObject({ counted: 2, waiting: 0 });
  expect(rows.find(({ key }) => key === OTHER_SOURCES)).toMatchObject({ counted: 0, waiting: 202 });
  expect(rows.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(1_201);
});

test("of fewer than five signatures nothing is told but their number: they would be somebody's", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const look = async () =>
    toldLook({ db, keys: testKeys }, await lookAt(db, { place: "KZ" }, new Date()));
  for (let n = 0; n < 4; n++)
    await signedAndConfirmed(db, wishFor([demand], `one${n}@example.org`));
  expect(await look()).toEqual({
    ...{ number: 4, standings: { counted: 4, held: 0, invalidated: 0 } },
    ...{ facts: null, parts: [] },
  });
  await signedAndConfirmed(db, wishFor([demand], "five@example.org"));
  const { facts, parts } = await look();
  expect(facts).toMatchObject({ updates: 0 });
  expect(parts).toHaveLength(4);
});

test("a look that takes longer than it stands stands all the same, from its end on", async () => {
  let now = 0;
  let looks = 0;
  const look = keptLook(
    () => new Date(now),
    5_000,
    () => "",
    (_: void) => {
      looks += 1;
      now += 20_000;
      return Promise.resolve(looks);
    },
  );
  expect(await look()).toEqual({ at: new Date(0), value: 1 });
  now += 4_000;
  expect(await look()).toMatchObject({ value: 1 });
  now += 1_000;
  expect(await look()).toMatchObject({ value: 2 });
});
