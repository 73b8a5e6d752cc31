import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, inject, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { prepareSigning } from "#app/signatures/sign.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { listTrending } from "#app/signatures/trending.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { type Db, connect } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";
import { isCurrent, migrateToLatest } from "#db/migrate.ts";
import * as ground from "#db/migrations/0001_ground.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { uuidv7 } from "#db/uuid.ts";
import { getMailPause } from "#emails/pause.ts";

import { freshDatabase } from "./support/database.ts";
import { seedHouse } from "./support/house.ts";
import { countOf, makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

/** A database without any schema, and as many connections of their own as are asked for. */
async function emptyDatabase(pools: number) {
  const admin = connect(inject("databaseUrl"), 1);
  const name = `test_${uuidv7(new Date()).replaceAll("-", "")}`;
  await admin.pool.query(`create database ${name} template template0`);
  const url = inject("databaseUrl").replace(/\/postgres$/, `/${name}`);
  const connections = Array.from({ length: pools }, () => connect(url, 2));
  return {
    dbs: connections.map(({ db }) => db),
    [Symbol.asyncDispose]: async () => {
      for (const { close } of connections) await close();
      await admin.pool.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

test("processes that start at once migrate once", async () => {
  await using database = await emptyDatabase(3);
  const ran = await Promise.all(database.dbs.map(migrateToLatest));
  expect(ran.flat()).toEqual([...new Set(ran.flat())]);
  expect(ran.flat().length).toBeGreaterThan(1);
  expect(await isCurrent(database.dbs[0]!)).toBe(true);
});

test("a filled database is migrated while people sign", async () => {
  await using database = await emptyDatabase(2);
  const [db, site] = database.dbs as [Db, Db];
  await groundAlone(db);
  await makeSigningDays(db, new Date());
  const demand = await makeDemand(db, "one");
  const [ann, bob] = ["ann@example.org", "bob@example.org"];
  await signedBefore(db, demand, ann);
  let done = false;
  let signers = 0;
  const signing = (async () => {
    while (!done) await signedBefore(site, demand, `${signers++}@example.org`);
  })();
  await migrateToLatest(db);
  done = true;
  await signing;
  await signedAndConfirmed(db, wishFor([demand], bob));
  expect(await countOf(db, demand)).toBe(signers + 2);
  expect(await withdraw(db, testKeys, signerKey(testKeys, ann), [demand], new Date())).toBe(1);
  expect(await checkTally(db)).toEqual([]);
});

test("a migration that does not get its lock gives way, and comes again", async () => {
  await using database = await emptyDatabase(2);
  const [db, site] = database.dbs as [Db, Db];
  await groundAlone(db);
  const held = Promise.withResolvers<void>();
  const busy = site.transaction().execute(async (tx) => {
    await sql`lock table demand in row share mode`.execute(tx);
    held.resolve();
    await sleep(3_000);
  });
  await held.promise;
  await migrateToLatest(db);
  expect(await isCurrent(db)).toBe(true);
  await busy;
});

/** Signs and confirms as the version does that runs while its successor migrates: it names no newer column. */
async function signedBefore(db: Db, demand: number, address: string): Promise<void> {
  const now = new Date();
  const s = prepareSigning(testKeys, { ...wishFor([demand], address), slugs: [] }, now);
  await sql`
    with asked as (
      insert into signing (id, signer_key, key_version, person, demand_ids, text_versions, place,
        locale, updates, consent_version, created_at)
      values (${s.id}, ${s.signerKey}, ${s.keyVersion}, ${s.person}, ${[demand]}, '{1}', 'FR', 'en',
        false, 1, ${now})
    )
    insert into mail_allowance values (${s.signerKey}, ${now}, 1, ${now}, ${[demand]}, ${[demand]})
    `.execute(db);
  await sql`
    with made as (
      insert into signature select demand_ids[1], signer_key, key_version, person, 1, place, locale,
        updates, consent_version, created_at, ${now} from signing where id = ${s.id}
      returning demand_id, place
    ), counted as (
      update demand set signature_count = signature_count + 1 where id in (select demand_id from made)
    ), placed as (
      insert into tally_place as t select demand_id, place, 1 from made
      on conflict (demand_id, place) do update set signature_count = t.signature_count + 1
    )
    insert into tally_hour as t
    select demand_id, date_trunc('hour', ${now}::timestamptz, 'UTC'), 1 from made
    on conflict (demand_id, hour) do update set signature_count = t.signature_count + 1
    `.execute(db);
}

async function groundAlone(db: Db): Promise<void> {
  const getMigrations = () => Promise.resolve({ "0001_ground": ground });
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error) throw error;
}

test("what an earlier version counts beside its successor is trending, taken from and folded", async () => {
  await using database = await emptyDatabase(1);
  const [db] = database.dbs as [Db];
  await groundAlone(db);
  await makeSigningDays(db, new Date());
  const demand = await makeDemand(db, "one");
  await migrateToLatest(db);
  await signedBefore(db, demand, "ann@example.org");
  await signedBefore(db, demand, "bob@example.org");
  await signedAndConfirmed(db, wishFor([demand], "dana@example.org"));
  expect(await listTrending(db, new Date())).toMatchObject([{ count: 3 }]);
  expect(
    await withdraw(db, testKeys, signerKey(testKeys, "ann@example.org"), [demand], new Date()),
  ).toBe(1);
  expect(await checkTally(db)).toEqual([]);
  await foldMinutes(db, new Date(Date.now() + 5 * 3_600_000));
  expect(await db.selectFrom("tally_minute").selectAll().execute()).toEqual([]);
  expect(await checkTally(db)).toEqual([]);
});

test("a threshold that was passed and never noted gets the hour of its passing", async () => {
  await using database = await emptyDatabase(1);
  const [db] = database.dbs as [Db];
  await groundAlone(db);
  const hours = ["2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z"].map(
    (text) => new Date(text),
  );
  const noted = new Date("2026-02-01T00:00:00Z");
  for (const slug of ["passed", "noted", "below"]) await makeDemand(db, slug);
  const steps = [
    sql`update demand set signature_count = 12000 where slug <> 'below'`,
    sql`update demand set response_threshold_reached_at = ${noted} where slug = 'noted'`,
    sql`insert into tally_hour select d.id, h.hour, h.number from demand d
          cross join unnest(${hours}::timestamptz[], array[9000, 1000, 2000]) as h (hour, number)`,
  ];
  for (const step of steps) await step.execute(db);
  await migrateToLatest(db);
  const rows = await db
    .selectFrom("demand")
    .select(["response_threshold_reached_at as answer", "debate_threshold_reached_at as debate"])
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { answer: hours[1], debate: null },
    { answer: noted, debate: null },
    { answer: null, debate: null },
  ]);
});

test("who holds a lock for the length of some work keeps no dead row alive", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const held = await whileLocked(db, 7, async () => {
    expect(await whileLocked(db, 7, () => Promise.resolve())).toBeUndefined();
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and (backend_xmin is not null or backend_xid is not null)`.execute(db);
    return rows.length;
  });
  expect(held).toEqual({ done: 0 });
});

test("letters that were sent by an earlier version keep their text and what became of them", async () => {
  await using database = await emptyDatabase(1);
  const [db] = database.dbs as [Db];
  await groundAlone(db);
  await seedHouse(db, 6);
  const steps = [
    sql`insert into letter (subject, body, demand_ids, audience, per_hour, send_window, state,
          counted_at, next_at, created_at)
        values ('S', 'B', array[1], '{"to": "all"}', 60, 'any', 'sending', now(), now(), now())`,
    sql`insert into letter_copy (letter_id, member_id, area_code, position, has_address, left_out, mail_id)
        select 1, member_id, area_code, member_id, true,
               case member_id when 5 then 'recent' end,
               case when member_id <= 3 then ('0190a0a0-0000-7000-8000-00000000000' || member_id)::uuid end
          from membership`,
    sql`insert into mail_message (id, kind, recipient, key_version, params, locale, priority, state,
          not_before, created_at)
        select mail_id, 'letter', 'sealed', 1,
               jsonb_build_object('letter', 1, 'member', member_id, 'subject', 'To ' || member_id,
                                  'body', 'Dear ' || member_id),
               'en', 3, (array['delivered', 'sending', 'unknown'])[member_id], now(), now()
          from letter_copy where mail_id is not null`,
    sql`insert into organiser_task (kind, subject, detail, created_at) values
          ('mail-unknown', 'a batch', 'It is not known whether the mails of this batch (7) left. They are kept.', now()),
          ('bounces', '2026-03-04', '13 of the last 500 confirmation mails bounced. Somebody may.', now()),
          ('letter-bounced', '1/3', 'The copy of letter 1 to member 3 may not have arrived (bounced: Permanent). Their address is still used.', now())`,
    sql`insert into mail_pause (transport, until, reason, halted, created_at) values
          ('resend', now(), 'Resend refused to send (no key). All mails are kept. Correct it.', true, now()),
          ('smtp', now() + interval '1 hour', 'A limit is reached.', false, now())`,
  ];
  for (const step of steps) await step.execute(db);
  await migrateToLatest(db);
  const copies = await db
    .selectFrom("letter_copy")
    .select(["state", "subject", "body"])
    .orderBy("position")
    .execute();
  expect(copies.map(({ state, subject }) => [state, subject])).toEqual([
    ["delivered", "To 1"],
    ["queued", "To 2"],
    ["unknown", "To 3"],
    ["waiting", null],
    ["recent", null],
    ["waiting", null],
  ]);
  expect(copies[0]!.body).toBe("Dear 1");
  expect((await listTasks(db)).map(({ facts }) => facts)).toEqual([
    { kind: "mail-unknown", data: { mails: 7 } },
    { kind: "bounces", data: { bounced: 13, of: 500 } },
    { kind: "letter-bounced", data: { letter: 1, member: 3, problem: "bounced: Permanent" } },
  ]);
  const pauses = ["resend", "smtp"] as const;
  const now = new Date();
  const reasons = await Promise.all(pauses.map((name) => getMailPause(db, name, now)));
  expect(reasons.map((pause) => pause?.reason)).toEqual([
    { code: "resend-refused", problem: "no key" },
    { code: "rate" },
  ]);
  // what an earlier version would write is refused, and what it reads is true
  const stop = sql`update letter_copy set left_out = 'cancelled' where state = 'waiting'`;
  await expect(stop.execute(db)).rejects.toThrow("left_out");
  const { rows } = await sql`select from letter_copy where left_out = 'recent'`.execute(db);
  expect(rows).toHaveLength(1);
});
