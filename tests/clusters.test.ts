/** Clusters: what stands out, what does not, and what is remembered of networks. */
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { readConditions } from "#app/review/bulk/bulk.ts";
import { type Counted, findClusters, idOf, readCluster } from "#app/review/clusters/cluster.ts";
import { listClusters } from "#app/review/clusters/list-clusters.server.ts";
import { lookAt } from "#app/review/clusters/look.server.ts";
import { forgetNetworks } from "#app/review/forget-velocity.server.ts";
import { createVelocity } from "#app/review/velocity.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirm, makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";

const SLOT = 5 * 60_000;
const start = Date.UTC(2026, 2, 2, 12);
const at = (slots: number) => new Date(start + slots * SLOT);

const counted = (more: Partial<Counted>): Counted => ({
  ...{ days: 2, all: 10_000, electorate: 50_000_000, sums: [], slots: [] },
  ...{ usualSlot: 5, slot: SLOT, ...more },
});
const sum = { first: at(0), last: at(3), daily: 0, electorate: null };

test("a domain stands out against its own past, a place against who lives there, a network by its number", () => {
  const found = findClusters(
    counted({
      sums: [
        { ...sum, kind: "domain", key: "1", size: 200 },
        { ...sum, kind: "domain", key: "2", size: 200, daily: 50 },
        { ...sum, kind: "domain", key: "3", size: 7 },
        { ...sum, kind: "place", key: "E14001172", size: 90, electorate: 70_000 },
        { ...sum, kind: "place", key: "E14001173", size: 60, electorate: 70_000 },
        // nobody knows how many people of ours live in a country
        { ...sum, kind: "place", key: "KZ", size: 4_000 },
        { ...sum, kind: "network", key: "abc", size: 40 },
        { ...sum, kind: "network", key: "def", size: 20 },
      ],
    }),
  );
  expect(found.map(idOf)).toEqual(["domain-1", "place-E14001172", "network-abc"]);
});

test("slots far above what is usual are one span, with a lull in it, and a busy day is none", () => {
  const slots = [3, 4, 90, 120, 2, 80, 5].map((count, n) => ({ at: at(n), count }));
  const [span, ...others] = findClusters(counted({ slots }));
  expect(others).toEqual([]);
  expect(span).toMatchObject({ kind: "rate", size: 290, from: at(2), until: at(6) });
  const named = readCluster(idOf(span!), new URLSearchParams({ until: at(6).toISOString() }));
  expect(named).toMatchObject({ kind: "rate", from: at(2), until: at(6) });
  const busy = Array.from({ length: 576 }, (_, n) => ({ at: at(n), count: 100 + (n % 7) }));
  expect(findClusters(counted({ slots: busy }))).toEqual([]);
});

test("a path that names no cluster is none", () => {
  for (const id of ["", "domain", "domain-x", "place-", "name-ann", "rate-5"])
    expect(readCluster(id, new URLSearchParams())).toBeUndefined();
});

test("what the database could not take is no condition: a work that cannot be found would hold up all others", () => {
  const key = "9223372036854775807";
  expect(readCluster(`domain-${key}`, new URLSearchParams())).toMatchObject({ key });
  expect(readCluster("domain-9223372036854775808", new URLSearchParams())).toBeUndefined();
  for (const from of ["+010000-01-01T00:00:00.000Z", "-000001-01-01T00:00:00.000Z", "2026"])
    expect(readCluster("place-KZ", new URLSearchParams({ from }))!.from).toBeUndefined();
  expect(readConditions({ domain: key })).toEqual({ domain: key });
  for (const none of [
    { domain: "-9223372036854775809" },
    { from: "0000-01-01T00:00:00.000Z" },
    { until: "2026-02-31T00:00:00.000Z" },
    { from: "2026-02-01T00:00:00Z", place: "KZ" },
  ])
    expect(readConditions(none)).toBeUndefined();
});

test("of networks where many confirmed signings are remembered for a day, of others none; who withdraws is forgotten", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  const velocity = createVelocity(
    db,
    () => now,
    (network) => `day ${network}`,
  );
  const confirmFrom = async (network: string, n: number) => {
    const id = await signed(db, wishFor([demand], `${network}-${n}@firm.example`), now);
    await confirm(db, id, [demand], now);
    velocity.count("KZ", "7", network, id);
  };
  for (let n = 0; n < 4; n++) await confirmFrom("home", n);
  for (let n = 0; n < 33; n++) await confirmFrom("hall", n);
  await velocity.flush();
  const remembered = async () =>
    (await db.selectFrom("network_signing").select("network").execute()).map((one) => one.network);
  expect(await remembered()).toEqual(Array.from({ length: 33 }, () => "day hall"));

  const clusters = await listClusters(db, now);
  const network = clusters.find(({ kind }) => kind === "network")!;
  expect(network).toMatchObject({ key: "day hall", size: 30 });
  expect(network.standings).toEqual({ counted: 33, held: 0, invalidated: 0 });
  expect(await lookAt(db, { network: "day hall" }, now)).toMatchObject({
    ...{ number: 33, quick: 33, updates: 0, placesOf: 1 },
    standings: { counted: 33, held: 0, invalidated: 0 },
  });
  const later = new Date(now.getTime() + 1_000);
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => later);
  expect((await bulk.find("hold", { network: "day hall" })).number).toBe(33);

  await withdraw(db, testKeys, signerKey(testKeys, "hall-3@firm.example"), [demand], now);
  expect(await remembered()).toHaveLength(32);
  const [disowned] = await db.selectFrom("network_signing").select("signing_id").execute();
  expect(await disown(db, testKeys, disowned!.signing_id, now)).toBe(true);
  expect(await remembered()).toHaveLength(31);
  // who withdraws before it was stored
  await confirmFrom("hall", 40);
  await withdraw(db, testKeys, signerKey(testKeys, "hall-40@firm.example"), [demand], now);
  await velocity.flush();
  expect(await remembered()).toHaveLength(31);
  await forgetNetworks(db, new Date(now.getTime() + 25 * 3_600_000));
  expect(await remembered()).toEqual([]);
});

test("what could not be stored is kept, however much it is", async () => {
  const database = await freshDatabase();
  const velocity = createVelocity(database.db, () => new Date(), String);
  await database[Symbol.asyncDispose]();
  for (let n = 0; n < 200_000; n++) velocity.count("KZ", null, "hall", "id");
  await expect(velocity.flush()).rejects.not.toThrow(RangeError);
  await expect(velocity.flush()).rejects.not.toThrow(RangeError);
});
