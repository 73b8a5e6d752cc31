/** Bulk works outlive their process, are done once, and are undone to the signature. */
import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { forgetNetworks } from "#app/review/forget-velocity.server.ts";
import { forgetSets } from "#app/review/bulk/forget-bulks.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import {
  confirm,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { killNow, startWorker } from "./support/workers-to-kill.ts";

const DAY = 24 * 3_600_000;

/** So many signatures of one domain, a minute ago. */
async function fill(db: Db, demand: number, number: number): Promise<void> {
  const at = new Date(Date.now() - 60_000);
  await sql`
    insert into signature (demand_id, signer_key, key_version, person, text_version, place, locale,
                           updates, consent_version, consented_at, confirmed_at, domain_key)
    select ${demand}, decode(md5(n::text), 'hex'), 1, decode('00', 'hex'), 1,
           (array['KZ', 'UA', 'GB'])[1 + n % 3], 'en', false, 1, ${at}, ${at}, 42
      from generate_series(1, ${number}::int) n`.execute(db);
  await repairTally(db, () => Promise.resolve(), new Date());
}

async function standings(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ standing: string; count: number }>`
    select coalesce(set_aside, 'counted') as standing, count(*)::int as count
      from signature where domain_key = 42 group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]));
}

test("ten thousand are invalidated while people sign and withdraw, the worker is killed in the midst, two others go on, and all is undone", async () => {
  await using database = await freshDatabase();
  const { db, pool } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 10_000);
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date());
  const { id, number, version, seen } = await bulk.find("invalidate", { domain: "42" });
  expect(number).toBe(10_000);
  expect(seen!.demands).toEqual([{ demand, counted: 10_000, held: 0 }]);

  let isOver = false;
  let honest = 0;
  const people = (async () => {
    for (let n = 0; !isOver; n++) {
      const address = `honest-${n}@example.org`;
      await signedAndConfirmed(db, wishFor([demand], address, "UA"));
      honest++;
      if (n % 2 === 0) {
        await withdraw(db, testKeys, signerKey(testKeys, address), [demand], new Date());
        honest--;
      }
      if (n % 10 === 0) expect(await checkTally(db)).toEqual([]);
    }
  })();

  // the eleventh step has to wait for a row, and there the process ends
  const { rows: at } = await pool.query<{ signer_key: Buffer }>(
    "select signer_key from review_signature where review_id = $1 and place = 5250",
    [id],
  );
  const client = await pool.connect();
  await client.query("begin");
  await client.query("select from signature where signer_key = $1 and demand_id = $2 for update", [
    at[0]!.signer_key,
    demand,
  ]);
  expect(await bulk.begin(id, version)).toMatchObject({ said: "bulk-begun" });
  const first = startWorker("bulk-child.ts", database.url);
  await vi.waitFor(async () => expect((await bulk.get(id)).done).toBe(5_000), 60_000);
  await killNow(first);
  await client.query("rollback");
  client.release();
  await vi.waitFor(async () => expect((await standings(db))["invalidated"]).toBe(5_000), 10_000);
  expect(await bulk.get(id)).toMatchObject({ state: "running", done: 5_000, changed: 5_000 });
  expect(await checkTally(db)).toEqual([]);

  const workers = [
    startWorker("bulk-child.ts", database.url),
    startWorker("bulk-child.ts", database.url),
  ];
  const reached = async (state: string) =>
    vi.waitFor(async () => expect((await bulk.get(id)).state).toBe(state), 60_000);
  await reached("done");
  expect(await bulk.get(id)).toMatchObject({ done: 10_000, changed: 10_000 });
  expect(await standings(db)).toEqual({ invalidated: 10_000 });
  expect(await checkTally(db)).toEqual([]);

  // some withdraw meanwhile, and are not brought back
  const { rows: gone } = await pool.query<{ signer_key: Buffer }>(
    "select signer_key from signature where domain_key = 42 order by 1 limit 7",
  );
  for (const { signer_key } of gone) await withdraw(db, testKeys, signer_key, [demand], new Date());
  await bulk.undo(id, (await bulk.get(id)).version);
  await reached("undone");
  await Promise.all(workers.map(killNow));
  isOver = true;
  await people;
  expect(await bulk.get(id)).toMatchObject({ restored: 9_993 });
  expect(await standings(db)).toEqual({ counted: 9_993 });
  expect(await checkTally(db)).toEqual([]);
  expect(await countOf(db, demand)).toBe(9_993 + honest);
  const { rows: left } = await pool.query("select from review_signature");
  expect(left).toHaveLength(0);
});

test("two organisers at once: the second one's version is another, and nothing is done twice", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 3);
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date());
  const { id, version } = await bulk.find("hold", { demand });
  const said = await Promise.all([bulk.begin(id, version), bulk.begin(id, version)]);
  expect(said.map((one) => one.said).toSorted()).toEqual(["bulk-begun", "bulk-stale"]);
  const { version: done } = await bulk.until(id, "done");
  expect(await standings(db)).toEqual({ held: 3 });
  expect((await bulk.undo(id, version)).said).toBe("bulk-stale");
  expect((await bulk.undo(id, done)).said).toBe("bulk-undoes");
  await bulk.until(id, "undone");
  expect((await bulk.undo(id, (await bulk.get(id)).version)).said).toBe("bulk-not-undone");
});

test("stopped midway, what was done stays and is undone; whoever signed anew meanwhile stays as they are", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 1_200);
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org", "KZ"));
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date());
  const { id, version } = await bulk.find("invalidate", { demand });
  await bulk.begin(id, version);
  await bulk.until(id, "done");
  expect(await countOf(db, demand)).toBe(0);
  // she was meant by mistake, and signs anew
  const again = await signed(db, wishFor([demand], "ann@example.org", "UA"));
  await confirm(db, again, [demand], new Date());
  expect(await countOf(db, demand)).toBe(1);
  await bulk.undo(id, (await bulk.get(id)).version);
  const { restored } = await bulk.until(id, "undone");
  expect(restored).toBe(1_200);
  expect(await countOf(db, demand)).toBe(1_201);

  const second = await bulk.find("invalidate", { place: "KZ" });
  await bulk.begin(second.id, second.version);
  const running = await bulk.get(second.id);
  expect((await bulk.cancel(second.id, running.version)).said).toBe("bulk-cancelled");
  expect(await checkTally(db)).toEqual([]);
  expect(await countOf(db, demand)).toBe(1_201);
});

test("an undone invalidation brings back what was held as held", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 9);
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date());
  const through = async (deed: "hold" | "invalidate", place?: string) => {
    const { id, version } = await bulk.find(deed, { domain: "42", ...(place && { place }) });
    await bulk.begin(id, version);
    return bulk.until(id, "done");
  };
  await through("hold", "KZ");
  const { id, version, seen } = await through("invalidate");
  expect(seen!.places).toHaveLength(3);
  expect(seen!.demands).toEqual([{ demand, counted: 6, held: 3 }]);
  await bulk.undo(id, version);
  await bulk.until(id, "undone");
  expect(await standings(db)).toEqual({ counted: 6, held: 3 });
  expect(await checkTally(db)).toEqual([]);
});

test("a set that nobody wanted goes after a day, one that was worked on after thirty, and undoing with it; a network's key after a day", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 3);
  const now = Date.now();
  let at = now;
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date(at));
  const wanted = await bulk.find("hold", { domain: "42", place: "KZ" });
  await bulk.begin(wanted.id, wanted.version);
  await bulk.until(wanted.id, "done");
  const unwanted = await bulk.find("hold", { demand });
  const network = await bulk.ask("hold", { network: "abc", demand });
  const sets = async () => {
    const rows = await db.selectFrom("review_signature").select("review_id").distinct().execute();
    return rows.map(({ review_id }) => review_id);
  };
  expect(await sets()).toEqual(expect.arrayContaining([wanted.id, unwanted.id]));
  at = now + DAY + 1_000;
  await forgetSets(db, new Date(at));
  await forgetNetworks(db, new Date(at));
  expect(await sets()).toEqual([wanted.id]);
  expect((await bulk.get(unwanted.id)).state).toBe("dropped");
  expect((await bulk.get(network)).conditions).toEqual({ network: "forgotten", demand });
  at = now + 30 * DAY + 2_000;
  await forgetSets(db, new Date(at));
  expect(await sets()).toEqual([]);
  const { version } = await bulk.get(wanted.id);
  expect((await bulk.undo(wanted.id, version)).said).toBe("bulk-not-undone");
});

test("a work that fails holds up none of the others", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await fill(db, demand, 3);
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => new Date());
  const broken = await bulk.ask("hold", { demand });
  // as another version of the program may have stored it
  await db.updateTable("review").set({ conditions: "{}" }).where("id", "=", broken).execute();
  const id = await bulk.ask("hold", { domain: "42" });
  while ((await bulk.get(id)).state === "finding")
    await expect(bulk.work()).rejects.toThrow("without a condition");
  const { version, number } = await bulk.get(id);
  expect(number).toBe(3);
  expect((await bulk.cancel(broken, (await bulk.get(broken)).version)).said).toBe("bulk-dropped");
  await bulk.begin(id, version);
  await bulk.until(id, "done");
  expect(await standings(db)).toEqual({ held: 3 });
});
