/** After a leak of the keys: links die, and every signer has another name, by which nobody counts twice. */
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { makeIdentity } from "#app/backup/age-keys.server.ts";
import { restore } from "#app/backup/restore.server.ts";
import { writeBackup } from "#app/backup/write-backup.server.ts";
import { parseKeyRing } from "#app/config.server.ts";
import {
  deriveKeys,
  domainKey,
  externalId,
  firstName,
  type Keys,
  linkToken,
  readLinkToken,
  seal,
  signerKey,
  spellId,
} from "#app/keys.server.ts";
import { requireRing } from "#app/sealing/check-ring.server.ts";
import { keepRing } from "#app/sealing/keep-ring.server.ts";
import { nameAnew } from "#app/sealing/name-anew.server.ts";
import { verifyNaming } from "#app/sealing/verify-naming.server.ts";
import { inboxAddress } from "#app/signatures/address.ts";
import { replayErasures } from "#app/signatures/erasures/replay-erasures.server.ts";
import { exportHeld } from "#app/signatures/manage/export.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { packPerson } from "#app/signatures/person.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { takeSupporters } from "#app/supporters/export/take-supporters.server.ts";
import { releaseUpdates } from "#app/updates/leaving/release-mails.server.ts";
import { connect, type Db } from "#db/connection.ts";
import { namedTables } from "#db/names.ts";
import { sealedColumns } from "#db/sealed.ts";
import { uuidv7 } from "#db/uuid.ts";

import { ended, startCommand } from "./support/command.ts";
import { emptyDatabase, freshDatabase } from "./support/database.ts";
import * as house from "./support/house.ts";
import { organiser } from "./support/letters.ts";
import { sampleDatabase } from "./support/sample.ts";
import { addPeople, openAll } from "./support/sealed.ts";
import { freePort, killed, serveOn, siteEnvironment, startProcess } from "./support/server.ts";
import {
  confirm,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { givenList } from "./support/supporters.ts";
import { approvedUpdate, people, seedSigners, sendNow, updateDraft } from "./support/updates.ts";
import { linkIn, visitor } from "./support/visitor.ts";
import { killNow } from "./support/workers-to-kill.ts";

const now = new Date();
/** More than one line of progress. */
const PEOPLE = 24_000;
const bytes = (byte: number) => Buffer.alloc(32, byte).toString("base64url");
const ONE = `1:${bytes(7)}`;
const TWO = `${ONE},2!:${bytes(8)}`;
const THREE = `${TWO},3!:${bytes(9)}`;
const keysOf = (ring: string): Keys => deriveKeys(parseKeyRing(ring)!);
const [two, three] = [keysOf(TWO), keysOf(THREE)];
const config = { keyRing: [], dataDir: "" };
const addressOf = (name: string) => `${name}@unlisted.example`;

/** Every name that stands in the database, as text shows it. */
async function allNames(db: Db): Promise<Set<string>> {
  const names = new Set<string>();
  for (const { table, columns } of namedTables)
    for (const [column, { type }] of Object.entries(columns)) {
      if (type === "jsonb" || type === "text") continue;
      const { rows } = await sql<{ name: Buffer | string }>`
        select distinct ${type === "bigint" ? sql`${sql.ref(column)}::text` : sql.ref(column)} as name
          from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(db);
      for (const { name } of rows)
        for (const text of typeof name === "string"
          ? [name]
          : [name.toString("hex"), name.toString("base64url")])
          names.add(text);
    }
  return names;
}

/** Of these, the ones that stand anywhere in the database, with their tables. */
async function standing(db: Db, names: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p') and not relispartition order by 1`.execute(db);
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t`.execute(db);
    for (const { row } of rows)
      for (const word of row.match(/[\w-]+/g) ?? [])
        if (names.has(word.replace(/^x(?=[0-9a-f]{32}$)/, ""))) found.push(`${name}: ${word}`);
  }
  return found;
}

test("every column that can hold a name is known to who names anew", async () => {
  await using database = await freshDatabase();
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
      join pg_class on relname = table_name and relkind in ('r', 'p') and not relispartition
     where table_schema = 'public' and (data_type = 'bytea' or column_name like '%\_key') order by 1`.execute(
    database.db,
  );
  const known = namedTables.flatMap(({ table, columns }) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  const sealed = sealedColumns.map(({ table, column }) => `${table}.${column}`);
  const others = rows.map(({ name }) => name).filter((name) => !known.includes(name));
  // none of these names a signer or a domain for longer than the command takes
  expect(others.filter((name) => !sealed.includes(name))).toEqual([
    ...["audit_anchor.hash", "audit_check.hash", "audit_link.hash"],
    ...["import_chunk.bytes", "organiser_challenge.id"],
    ...["organiser_passkey.credential_id", "organiser_passkey.public_key"],
    ...["organiser_session.token_hash", "own_letter.sketch", "ring_key.digest"],
    "supporter_update.passed",
  ]);
});

test("a name is renewed where it stands, and leads back to the first one", () => {
  const [first, second, third] = [testKeys, two, three].map((keys) =>
    signerKey(keys, addressOf("ann")),
  ) as [Buffer, Buffer, Buffer];
  expect(new Set([first, second, third].map((name) => name.toString("hex"))).size).toBe(3);
  expect(firstName(three.renewals, third)).toEqual(first);
  expect(firstName(three.renewals.slice(1), third)).toEqual(second);
  // whoever has an export finds people in the next one
  const idOf = (keys: Keys, name: Buffer) => spellId(keys, externalId(keys, name));
  expect(idOf(three, third)).toBe(idOf(testKeys, first));
  expect(externalId(three, third)).not.toEqual(externalId(testKeys, first));
  const link = ["manage", first] as const;
  expect(readLinkToken(two, "manage", linkToken(testKeys, ...link))).toBeUndefined();
  expect(readLinkToken(three, "manage", linkToken(two, ...link))).toBeUndefined();
  for (const wrong of [
    `1!:${bytes(7)}`,
    `2:${bytes(7)},1!:${bytes(8)}`,
    `1:${bytes(7)},3!:${bytes(9)},2!:${bytes(8)}`,
  ])
    expect(parseKeyRing(wrong)).toBeUndefined();
});

test("of no name anything is left, all that is kept of a signer is found, and nobody counts twice", async () => {
  await using database = await sampleDatabase(now);
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const [one] = demands as [number];
  for (const name of ["ann", "bob", "cat+tag"])
    await signedAndConfirmed(
      db,
      { ...wishFor(demands, addressOf(name), "KZ", "SW1A1AA"), updates: true },
      now,
    );
  await disown(db, testKeys, await signed(db, wishFor([one], addressOf("dan")), now), now);
  await withdraw(db, testKeys, signerKey(testKeys, addressOf("bob")), [one], now);
  await givenList(db, one, [addressOf("eve"), addressOf("fay")], now);
  const given = { kind: "list", recipient: "r", reason: "r", demand_ids: demands } as const;
  const { id } = await db
    .insertInto("supporter_export")
    .values({ ...given, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  for await (const portion of takeSupporters(db, testKeys, id, [one], () => now))
    expect(portion).toHaveLength(2);
  const domain = domainKey(testKeys, "unlisted.example");
  await sql`insert into domain_rule (domain_key, rule, reason, set_at)
            values (${domain}::bigint, 'held', 'for a test', ${now})`.execute(db);
  await sql`insert into velocity (kind, slot, key, count) values ('domain', ${now}, ${domain}, 5)`.execute(
    db,
  );
  const facts = { kind: "domain", names: [{ key: domain, name: "unlisted.example", count: 5 }] };
  await sql`insert into alarm (kind, began_at, facts)
            values ('domain', ${now}, ${JSON.stringify(facts)})
            on conflict (kind) where ended_at is null do update set facts = excluded.facts`.execute(
    db,
  );
  const task = { ...facts, since: now.toISOString(), until: null };
  await sql`insert into organiser_task (kind, subject, data, created_at)
            values ('stuffing', 'for a test', ${JSON.stringify(task)}, ${now})`.execute(db);
  const finding = { deed: "hold", conditions: JSON.stringify({ domain }), reason: "r" } as const;
  const { id: review } = await db
    .insertInto("review")
    .values({ ...finding, state: "finding", done: 100, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  await keepRing(db, testKeys, true, now);
  const names = await allNames(db);
  const heldOf = (keys: Keys, name: string) => getHeld(db, keys, signerKey(keys, addressOf(name)));
  const before = await Promise.all(["ann", "bob", "cat+tag"].map((one) => heldOf(testKeys, one)));
  const sealed = await openAll(db, testKeys);
  const counts = await Promise.all(demands.map((demand) => countOf(db, demand)));
  expect(names.has(domain)).toBe(true);

  const done = (await nameAnew(db, two, now))!;
  expect(done).toMatchObject({ versions: [2], ended: 0, unopened: new Map() });
  expect(await standing(db, names)).toEqual([]);
  expect(await openAll(db, two)).toBe(sealed);
  const after = await Promise.all(["ann", "bob", "cat+tag"].map((one) => heldOf(two, one)));
  expect(after.map((held) => exportHeld(held))).toEqual(before.map((held) => exportHeld(held)));
  expect(await heldOf(testKeys, "ann")).toBeUndefined();
  const { rows } = await sql<{ found: string }>`
    select 'rule' as found from domain_rule where domain_key = ${domainKey(two, "unlisted.example")}::bigint
    union all select 'velocity' from velocity where key = ${domainKey(two, "unlisted.example")}
    union all select 'alarm' from alarm where facts::text like ${`%${domainKey(two, "unlisted.example")}%`}
    union all select 'barred' from suppression
      where signer_key = ${signerKey(two, inboxAddress(addressOf("dan")))}`.execute(db);
  expect(rows.map(({ found }) => found)).toEqual(["rule", "velocity", "alarm", "barred"]);
  expect(await checkTally(db)).toEqual([]);
  const { done: slices } = await db
    .selectFrom("review")
    .select("done")
    .where("id", "=", review)
    .executeTakeFirstOrThrow();
  expect(slices).toBe(0);
  // whoever signs again is the same person
  await db
    .insertInto("signing")
    .values(signingOf(two, "ann", one))
    .execute();
  const again = await db
    .selectFrom("signing")
    .select("id")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  await confirm(db, again.id, [one], new Date());
  expect(await Promise.all(demands.map((demand) => countOf(db, demand)))).toEqual(counts);
  // named once, they are not named so again; by the next key they are
  expect(await nameAnew(db, two, now)).toBeUndefined();
  expect(await nameAnew(db, three, now)).toMatchObject({ versions: [3] });
  expect(await heldOf(three, "cat+tag")).toBeDefined();
});

/** A form as a process with these keys keeps it. */
function signingOf(keys: Keys, name: string, demand: number) {
  const signer_key = signerKey(keys, addressOf(name));
  const person = packPerson({ name: "Ann", address: addressOf(name), postcode: null });
  const { bytes: sealed, keyVersion } = seal(keys, signer_key, person);
  return {
    ...{ id: uuidv7(new Date()), signer_key, person: sealed, key_version: keyVersion },
    ...{ demand_ids: [demand], text_versions: [1], place: "KZ", locale: "en" as const },
    ...{ updates: true, consent_version: 3, created_at: new Date() },
  };
}

test("what was erased before the leak or after it is erased again where a backup of before comes back", async () => {
  await using old = await freshDatabase();
  await using restored = await freshDatabase();
  const made = await Promise.all(
    [old, restored].map(async ({ db }) => {
      const demand = await makeDemand(db, "one");
      for (const name of ["ann", "bob", "cat"])
        await signedAndConfirmed(db, wishFor([demand], addressOf(name)), now);
      await keepRing(db, testKeys, true, now);
      return demand;
    }),
  );
  const later = new Date(now.getTime() + 60_000);
  await withdraw(old.db, testKeys, signerKey(testKeys, addressOf("ann")), [made[0]!], later);
  await nameAnew(old.db, two, later);
  await withdraw(old.db, two, signerKey(two, addressOf("bob")), [made[0]!], later);
  const erasures = await old.db.selectFrom("erasure").select(["name", "at"]).execute();

  await nameAnew(restored.db, two, later);
  expect(await replayErasures(restored.db, two, erasures)).toMatchObject({ signatures: 2 });
  expect(await countOf(restored.db, made[1]!)).toBe(1);
  expect(await getHeld(restored.db, two, signerKey(two, addressOf("cat")))).toBeDefined();
});

test("a backup of before is restored under the names of now, and none is made with a ring of before", async () => {
  await using old = await freshDatabase();
  await using restored = await emptyDatabase();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-leaked-"));
  const at = (name: string) => path.join(folder, name);
  const recipient = await makeIdentity(at("identity"), now);
  const demand = await makeDemand(old.db, "one");
  for (const name of ["ann", "bob"])
    await signedAndConfirmed(old.db, wishFor([demand], addressOf(name)), now);
  await keepRing(old.db, testKeys, true, now);
  await writeBackup(old.pool, testKeys, { file: at("whole"), recipient, kind: "whole" }, now);
  const later = new Date(now.getTime() + 60_000);
  await withdraw(old.db, testKeys, signerKey(testKeys, addressOf("ann")), [demand], later);
  const erasures = { file: at("erasures"), recipient, kind: "erasures" } as const;
  await writeBackup(old.pool, testKeys, erasures, later);
  await nameAnew(old.db, two, later);
  await expect(
    writeBackup(old.pool, testKeys, { ...erasures, file: at("late") }, later),
  ).rejects.toThrow("Signers are named with key 1 and 2 in this database, and with key 1");

  const from = { file: at("whole"), identity: at("identity"), erasures: [at("erasures")] };
  const { erased, drift } = await restore(restored.url, two, from, later);
  expect([erased.signatures, drift]).toEqual([1, []]);
  const held = (keys: Keys, name: string) =>
    getHeld(restored.db, keys, signerKey(keys, addressOf(name)));
  expect((await held(two, "bob"))!.signatures).toHaveLength(1);
  expect((await held(two, "ann"))?.signatures ?? []).toEqual([]);
  expect(await held(testKeys, "bob")).toBeUndefined();
  await requireRing(restored.db, config, two);
  fs.rmSync(folder, { recursive: true });
});

test("an update that was half sent goes to the others, and to nobody twice", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await seedSigners(db, people(30, demand));
  await keepRing(db, testKeys, true, house.now);
  const draft = updateDraft([demand], { perHour: 36_000 });
  await sendNow(db, await approvedUpdate(db, await organiser(db), draft));
  const mailed = async () =>
    (
      await sql<{ n: number }>`
        select count(distinct recipient_key)::int as n from mail_message where kind = 'update'`.execute(
        db,
      )
    ).rows[0]!.n;
  await releaseUpdates(db, "resend", house.later(1));
  const before = await mailed();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(30);
  expect(await nameAnew(db, two, house.now)).toMatchObject({ ended: 0 });
  for (let second = 2; second < 9; second++) {
    await sql`update supporter_mail set state = 'left'`.execute(db);
    await releaseUpdates(db, "resend", house.later(second));
  }
  expect(await mailed()).toBe(30);
  const { rows } = await sql`select from mail_message where kind = 'update'`.execute(db);
  expect(rows).toHaveLength(30);
});

test("a ring whose marks are not those by which signers are named is refused", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const start = (ring: string, renames = false) =>
    requireRing(db, config, keysOf(ring), renames).then(
      () => "starts",
      (error: Error) => error.message,
    );
  await signedAndConfirmed(db, wishFor([await makeDemand(db, "one")], addressOf("ann")), now);
  expect(await start(TWO)).toContain("start once without a mark in APP_KEYS");
  await keepRing(db, testKeys, true, now);
  expect(await start(TWO)).toBe(
    "Signers are not named with key 2 of APP_KEYS yet, which has a mark: with every process of the site stopped, run npm run keys:rotate.",
  );
  expect(await start(TWO, true)).toBe("starts");
  await expect(keepRing(db, two, true, now)).rejects.toThrow("others");
  await nameAnew(db, two, now);
  expect(await start(TWO)).toBe("starts");
  await keepRing(db, two, true, now);
  expect(await start(TWO.replace("!", ""))).toBe(
    "Key 2 names signers and signs links since a leak: mark it so in APP_KEYS (2!:…), or old links, forged ones too, would open again.",
  );
  expect(await start(ONE)).toContain("Key 2 is missing in APP_KEYS");
  expect(await start(`${TWO.replace("2!", "3!")}`)).toContain("Key 2 is missing in APP_KEYS");
  expect(await start(THREE)).toContain("not named with key 3");
  expect(await start(`${THREE.replace("3!", "3")}`)).toBe("starts");
  // a key that was in use may have leaked as well, and with the new one all is sealed
  await expect(nameAnew(db, keysOf(`${THREE},4:${bytes(10)}`), now)).rejects.toThrow(
    "Key 3, which has the mark, must stand last",
  );
  await keepRing(db, keysOf(THREE.replace("3!", "3")), true, now);
  await expect(nameAnew(db, three, now)).rejects.toThrow("Key 3 has been in use");
  await expect(keepRing(db, testKeys, true, now)).rejects.toThrow("others");
  // a process that was cut off meanwhile comes back to nothing
  for (const [keys, says] of [
    [testKeys, "with key 2 since a leak"] as const,
    [two, undefined] as const,
  ]) {
    const { pool, close } = connect(database.url, 1, undefined, undefined, verifyNaming(keys));
    const asked = await pool.query("select").then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (says) expect(asked).toContain(says);
    else expect(asked).toBeUndefined();
    await close();
  }
  // one that names is never forgotten, though it seals nothing
  await db.updateTable("ring_key").set({ unused_since: now }).execute();
  await keepRing(db, three, true, now).catch(() => {});
  expect(await start(ONE)).toContain("Key 2 is missing in APP_KEYS");
});

test("the command waits for the site to stop, and killed on the way it has changed nothing", async () => {
  const database = await freshDatabase();
  const { url } = database;
  const demand = await makeDemand(database.db, "one");
  await addPeople(database.db, demand, PEOPLE, (person) => addressOf(`person-${person}`));
  const command = () => startCommand(url, "keys-rotate", [], { APP_KEYS: TWO });
  const ann = { email: addressOf("ann"), country: "KZ", postcode: "" };
  let old: string;
  {
    const site = await serveOn(database, { APP_KEYS: ONE });
    const person = visitor(site.base);
    expect(await person.sign("one", ann)).toMatchObject({ status: 303 });
    await person.post(linkIn((await person.mails(ann.email))[0]!, "/confirm/"), {});
    old = await person.manageLink(ann.email);
    expect((await person.get(old)).status).toBe(200);
    const early = await ended(command());
    expect(early).toMatchObject({ code: 1, out: "" });
    expect(early.error).toMatch(/The site is connected to this database still: demands-tracker/);
    await site.server[Symbol.asyncDispose]();
  }
  await database.close();
  const cut = command();
  await once(cut.stderr, "data");
  await killNow(cut);
  // what was under way is undone before the next one has its turn
  const done = await ended(command());
  expect(done).toMatchObject({ code: 0 });
  expect(done.out).toMatch(/Signers are named anew with key 2: [\d,]+ rows,/);

  const { db, close } = connect(url, 4);
  const again = { ...database, db, close: () => Promise.resolve() };
  const refused = startProcess(siteEnvironment(url, 0), await freePort());
  expect(await refused.ended).not.toBe(0);
  expect(refused.output()).toContain("Signers are named with key 2 since a leak");
  const site = await serveOn(again, { APP_KEYS: TWO });
  const person = visitor(site.base);
  expect(await person.count(demand)).toBe(PEOPLE + 1);
  expect((await person.get(old)).status).toBe(404);
  // known by the other name: whoever signs again is no other person
  expect(await person.sign("one", ann)).toMatchObject({ status: 303 });
  const { rows } = await sql<{ number: number }>`
    select count(distinct signer_key)::int as number from (
      select signer_key from signing union all select signer_key from signature
    ) s`.execute(db);
  expect(rows).toEqual([{ number: PEOPLE + 1 }]);
  const manage = linkToken(two, "manage", signerKey(two, ann.email));
  expect(await person.get(`/manage/${manage}`)).toMatchObject({ status: 200 });
  expect(await checkTally(db)).toEqual([]);
  expect(await openAll(db, two)).toBeGreaterThan(PEOPLE);
  await killed(site.server);
  await close();
  await database[Symbol.asyncDispose]();
});
