import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { makeIdentity } from "#app/backup/age-keys.server.ts";
import { restore } from "#app/backup/restore.server.ts";
import { writeBackup } from "#app/backup/write-backup.server.ts";
import { signerKey } from "#app/keys.server.ts";
import { repeatLetters } from "#app/letters/cadence/repeat-letters.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { act, writeAudit } from "#app/organisers/audit.server.ts";
import { verifyChain } from "#app/organisers/audit/verify-chain.server.ts";
import { beginSession, getSession } from "#app/organisers/session.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { grantSite } from "#app/process/schema.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { releaseUpdates } from "#app/updates/leaving/release-mails.server.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";

import { ended, startCommand } from "./support/command.ts";
import { emptyDatabase, freshDatabase, type TestDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, inOne, letterRow, organiser, send } from "./support/letters.ts";
import { countStates, queueMany } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { appUrlOf } from "./support/roles.ts";
import { APP_KEYS, killed, serveOn, startSite } from "./support/server.ts";
import { signed } from "./support/signers.ts";
import { startSigning } from "./support/signing-load.ts";
import {
  approvedUpdate,
  people,
  seedSigners,
  sendNow,
  updateDraft,
  updateRow,
} from "./support/updates.ts";

interface Folder extends Disposable {
  at: (name: string) => string;
  recipient: string;
  identity: string;
}

/** With a key of its own. */
async function backupFolder(): Promise<Folder> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-backup-"));
  const at = (name: string) => path.join(folder, name);
  const recipient = await makeIdentity(at("identity"), now);
  return {
    ...{ at, recipient, identity: at("identity") },
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

const backUp = ({ pool }: TestDatabase, { at, recipient }: Folder) =>
  writeBackup(pool, keys, { file: at("backup"), recipient, kind: "whole" }, new Date());

/** As the command does, which lets the site's own role in. */
async function restoreTo(
  { db, url }: TestDatabase,
  { at, identity }: Folder,
  erasures: string[] = [],
) {
  const from = { file: at("backup"), identity, erasures: erasures.map(at) };
  const found = await restore(url, keys, from, new Date());
  await grantSite(db, { databaseUrl: appUrlOf(url), migrateUrl: url });
  return found;
}

async function command(url: string, name: string, ...options: string[]) {
  const child = spawn(process.execPath, [`app/commands/${name}.ts`, ...options], {
    env: {
      ...{ PATH: process.env["PATH"], NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] },
      ...{ DATABASE_URL: url, APP_ORIGIN: "https://demands.example.org", APP_KEYS },
      ...{ MAIL_TRANSPORT: "mailbox", NODE_ENV: "production" },
    },
  });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, error };
}

const tablesOf = async ({ db }: TestDatabase) =>
  (await sql`select from pg_class where relnamespace = 'public'::regnamespace`.execute(db)).rows
    .length;

test("a backup while people sign and confirm is one moment; restored, it has each count and mails nobody twice", async () => {
  using folder = await backupFolder();
  await using standIn = await startStandIn();
  const mail = {
    ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
    MAIL_FROM: "campaign@example.org",
  };
  await using site = await startSite(mail);
  // what takes a while to be read, and is read first
  await sql`insert into postcode (code, area_code)
    select 'ZZ' || n, (select code from area limit 1) from generate_series(1, 100000) n`.execute(
    site.db,
  );
  const load = startSigning({ bases: [site.base], standIn, people: 4 });
  await vi.waitFor(() => expect(load.confirmed.size).toBeGreaterThan(5), 60_000);
  // due once the backup is restored
  await site.db.transaction().execute(async (tx) => {
    await queueMany(tx, 20);
    await sql`update mail_message set not_before = now() + interval '3 seconds'
               where state = 'queued'`.execute(tx);
  });
  const before = load.confirmed.size;
  const gone = signerKey(keys, [...load.confirmed][0]!);
  const { rows } = await backUp(site.database, folder);
  expect(rows["signature"]).toBeGreaterThanOrEqual(before);
  const after = load.confirmed.size;
  await vi.waitFor(() => expect(load.confirmed.size).toBeGreaterThan(after), 60_000);
  expect(await load.stop()).toEqual([]);
  expect([...load.answers.keys()]).toEqual([303]);
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  expect(await withdraw(site.db, keys, gone, [id], new Date())).toBe(1);
  const list = ["--erasures", "--to", folder.at("erased"), "--recipient", folder.recipient];
  expect(await command(site.database.url, "backup", ...list)).toMatchObject({ code: 0, error: "" });
  await killed(site.server);

  const restored = await emptyDatabase();
  const found = await restoreTo(restored, folder, ["erased"]);
  expect(found).toMatchObject({ rows, drift: [], erased: { people: 1, signatures: 1 } });
  expect(found.held.mails).toBeGreaterThanOrEqual(20);
  const kept = await restored.db.selectFrom("signature").select("signer_key").execute();
  expect(kept.length).toBe(rows["signature"]! - 1);
  expect(kept.some(({ signer_key }) => signer_key.equals(gone))).toBe(false);
  const taken = standIn.taken.length;
  await using again = await serveOn(restored, mail);
  await sleep(4_000);
  expect(standIn.taken.length).toBe(taken);
  expect(Object.keys(await countStates(restored.db)).toSorted()).toEqual(["sent", "unknown"]);

  // the site is in use again, and only what is new is mailed
  const later = startSigning({ bases: [again.base], standIn, people: 2, name: "later" });
  await vi.waitFor(() => expect(later.confirmed.size).toBeGreaterThan(3), 60_000);
  expect(await later.stop()).toEqual([]);
  expect([...standIn.counts.values()].filter((times) => times > 1)).toEqual([]);
  expect(await checkTally(restored.db)).toEqual([]);
});

test("whatever was to leave by itself is held after a restore, until an organiser lets it go on", async () => {
  using folder = await backupFolder();
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 5);
  const demand = await seedDemand(db, "one", "One", 10, [5, 5]);
  const who = await organiser(db);
  const under = await approved(db, who, draft([demand]));
  expect(await send(db, under)).toBe("sending");
  await releaseCopies(db, keys, "mailbox", now);
  await db.updateTable("letter").set({ repeatable: true }).where("id", "=", under).execute();
  const timed = await approved(db, who, draft([demand], { subject: "Later" }));
  await db.updateTable("letter").set({ send_at: now }).where("id", "=", timed).execute();
  await seedSigners(db, people(5, demand));
  const update = await approvedUpdate(db, who, updateDraft([demand]));
  expect(await sendNow(db, update)).toBe("update-sending");
  await releaseUpdates(db, "mailbox", now);
  await queueMany(db, 3);
  // one batch is with the provider at this moment
  await freezeBatch(db, { name: "mailbox", batchSize: 2 }, new Date());
  const token = await inOne(db, (tx) => beginSession(tx, who, "link", undefined, new Date()));
  await sql`insert into organiser_invitation
    values (gen_random_uuid(), 'key', 'email', 1, 'viewer', ${who}, now(), now())`.execute(db);
  const chain = await verifyChain(db);

  // who was still known when the backup was made is forgotten before it can be looked at
  const past = await seedDemand(db, "past", "Past", 10, [5, 5]);
  await seedSigners(db, people(1, past));
  const weeks = sql`now() - interval '29 days'`;
  await sql`update demand set state = 'closed', closed_at = ${weeks} where id = ${past}`.execute(
    db,
  );

  await backUp(database, folder);
  await using restored = await emptyDatabase();
  const { held } = await restoreTo(restored, folder);
  const known = sql`select from signature where demand_id = ${past} and person is not null`;
  expect((await known.execute(db)).rows).toHaveLength(1);
  expect((await known.execute(restored.db)).rows).toEqual([]);
  expect(held).toMatchObject({ letters: 2, updates: 1, lists: 0, own: 0 });
  const there = restored.db;
  const outlet = { name: "mailbox", batchSize: 100 } as const;
  const soon = new Date(Date.now() + 3_600_000);
  const leaves = async (at: Date) => {
    await releaseCopies(there, keys, "mailbox", at);
    await releaseUpdates(there, "mailbox", at);
    const how = {
      transport: "mailbox",
      live: true,
      lacksSender: false,
      write: writeAudit,
    } as const;
    await repeatLetters(there, how, at);
    return (await takeOverBatch(there, outlet, at)) ?? (await freezeBatch(there, outlet, at));
  };
  expect(await leaves(soon)).toBeUndefined();
  expect((await letterRow(there, under)).state).toBe("paused");
  expect((await letterRow(there, timed)).send_at).toBeNull();
  expect((await updateRow(there, update)).state).toBe("paused");
  expect(await getSession(there, token, new Date())).toBeUndefined();
  expect(await there.selectFrom("organiser_invitation").selectAll().execute()).toEqual([]);
  expect((await verifyChain(there, [chain.head])).broken).toBeUndefined();

  // organisers are told, and those of no letter go on with one press
  const tasks = await listTasks(there);
  expect(tasks.map(({ kind }) => kind)).toContain("restored");
  const said = [];
  for (const { id } of tasks.filter(({ kind }) => kind === "mail-unknown"))
    said.push((await act(there, who, soon, (tx) => sendMailAgain(tx, mailHearer, id, soon))).said);
  expect(said.toSorted()).toEqual(["letter-held", "letter-held", "sent-again"]);
  expect((await leaves(soon))?.rows.length).toBe(3);
});

test("what is not that key's, not whole, or for a database in use is refused in one line, and nothing is loaded", async () => {
  using folder = await backupFolder();
  await using database = await freshDatabase();
  await signed(database.db, {
    ...{ demands: [await seedDemand(database.db, "one", "One", 0, [])], place: "KZ", locale: "en" },
    ...{ person: { name: "Ann", address: "ann@example.org", postcode: null }, updates: false },
  });
  // by the site's own role it would look whole
  const blind = await command(
    appUrlOf(database.url),
    "backup",
    ...["--to", folder.at("blind"), "--recipient", folder.recipient],
  );
  expect(blind).toMatchObject({
    code: 1,
    error: expect.stringMatching(/DATABASE_MIGRATE_URL/) as string,
  });
  expect(fs.existsSync(folder.at("blind"))).toBe(false);
  const told = await command(
    database.url,
    "backup",
    "--to",
    folder.at("backup"),
    "--recipient",
    folder.recipient,
  );
  expect(told).toMatchObject({ code: 0, error: "" });
  expect(told.out).toMatch(/^ +1 {2}signing$/m);
  expect(told.out).toMatch(
    /^Written: .*backup, [\d,]+ rows of \d+ tables, [\d,]+ bytes, \d+\.\d s\. SHA-256 [0-9a-f]{64}$/m,
  );
  expect(fs.statSync(folder.at("backup")).mode & 0o777).toBe(0o600);
  const twice = await command(
    database.url,
    "backup",
    "--to",
    folder.at("backup"),
    "--recipient",
    folder.recipient,
  );
  expect(twice).toMatchObject({
    code: 1,
    error: expect.stringMatching(/stands already/) as string,
  });

  const whole = fs.readFileSync(folder.at("backup"));
  const flipped = Buffer.from(whole);
  flipped[whole.length - 100]! ^= 1;
  fs.writeFileSync(folder.at("flipped"), flipped);
  fs.writeFileSync(folder.at("cut"), whole.subarray(0, -50));
  await makeIdentity(folder.at("other"), now);
  await using empty = await emptyDatabase();
  const from = (file: string, identity = "identity") =>
    command(empty.url, "restore", "--from", folder.at(file), "--identity", folder.at(identity));
  for (const [answer, line] of [
    [await from("backup", "other"), /does not open this file/],
    [await from("flipped"), /is not whole/],
    [await from("cut"), /is not whole/],
    [await from("none"), /There is no file/],
  ] as const)
    expect(answer).toMatchObject({ code: 1, error: expect.stringMatching(line) as string });
  const otherKeys = { ...keys, digits: new Map([[1, "00000000"]]) };
  const asked = { file: folder.at("backup"), identity: folder.identity, erasures: [] };
  await expect(restore(empty.url, otherKeys, asked, new Date())).rejects.toThrow(
    "not those of the backup",
  );
  expect(await tablesOf(empty)).toBe(0);
  await expect(restoreTo(database, folder)).rejects.toThrow(/is not empty: \d+ tables/);

  const verified = await command(
    "postgres://nowhere:1/none",
    "restore",
    "--verify",
    folder.at("backup"),
    "--identity",
    folder.identity,
  );
  expect(verified).toMatchObject({
    code: 0,
    error: "",
    out: expect.stringMatching(/^Whole: /m) as string,
  });
  const restored = await from("backup");
  expect(restored).toMatchObject({ code: 0, error: "" });
  expect(restored.out).toMatch(/^ +1 {2}signing$/m);
  expect(restored.out).toContain("Every count is true.");
  // also of what had no number yet when the backup was made
  const { rows: low } = await sql`
    select sequencename from pg_sequences where coalesce(last_value, 0) < 1000`.execute(empty.db);
  expect(low).toEqual([]);
});

test("a backup that is stopped leaves nothing, and one that is killed a file that says it is unfinished", async () => {
  using folder = await backupFolder();
  await using database = await freshDatabase();
  const options = ["--to", folder.at("backup"), "--recipient", folder.recipient];
  const left = () => fs.readdirSync(folder.at("")).filter((name) => name !== "identity");
  // the last table that it reads, so that it waits with all the rest behind it
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("lock table signing in access exclusive mode");
  try {
    for (const [signal, rest] of [
      ["SIGTERM", []],
      ["SIGINT", []],
      ["SIGKILL", [expect.stringMatching(/^backup\.[0-9a-f-]{36}\.unfinished$/)]],
    ] as const) {
      const child = startCommand(database.url, "backup", options);
      const end = new Promise((resolve) => child.once("exit", (_, how) => resolve(how)));
      await vi.waitFor(() => expect(left()).toHaveLength(1), 20_000);
      await vi.waitFor(async () => {
        const waiting = sql`select from pg_locks
        where relation = 'signing'::regclass and not granted and database =
          (select oid from pg_database where datname = current_database())`;
        expect((await waiting.execute(database.db)).rows.length).toBeGreaterThan(0);
      }, 20_000);
      child.kill(signal);
      expect([signal, await end, left()]).toEqual([signal, signal, rest]);
    }
  } finally {
    await holder.query("rollback");
    holder.release();
  }
  expect(await ended(startCommand(database.url, "backup", options))).toMatchObject({ code: 0 });
  expect(left()).toHaveLength(2);
  await using restored = await emptyDatabase();
  await restoreTo(restored, folder);
});
