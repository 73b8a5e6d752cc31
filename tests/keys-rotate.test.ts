/** The key ring through its life: what older keys sealed is sealed anew, and a ring that opens too little does not start. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { parseKeyRing } from "#app/config.server.ts";
import {
  deriveKeys,
  type Keys,
  linkToken,
  readLinkToken,
  seal,
  signerKey,
  unseal,
} from "#app/keys.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import { keepRing, requireRing } from "#app/sealing/check-ring.server.ts";
import { countSealed } from "#app/sealing/count-sealed.server.ts";
import { resealAll } from "#app/sealing/reseal.server.ts";
import { prepareAsk, storeAsks } from "#app/signatures/manage/ask.server.ts";
import { rename } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { packPerson } from "#app/signatures/person.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";
import { sealedColumns } from "#db/sealed.ts";

import { ended, run, startCommand } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { APP_KEYS, freePort, serveOn, siteEnvironment, startProcess } from "./support/server.ts";
import { makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";
import { kills, killNow } from "./support/workers-to-kill.ts";

const key = (version: number, byte = 6 + version) => ({ version, key: Buffer.alloc(32, byte) });
const spell = (...ring: ReturnType<typeof key>[]) =>
  ring.map((one) => `${one.version}:${one.key.toString("base64url")}`).join(",");
const config = { keyRing: [], dataDir: "" };
const both = deriveKeys([key(1), key(2)]);

const PEOPLE = Number(process.env["PEOPLE"] ?? 6_000);
const addressOf = (person: number) => `person-${person}@example.org`;
const keyOf = (person: number) => signerKey(testKeys, addressOf(person));

/** Signatures that the first key has sealed, counted as they are. */
async function addPeople(db: Db, demand: number): Promise<void> {
  const now = new Date();
  for (let from = 0; from < PEOPLE; from += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, PEOPLE - from) }, (_, index) => {
      const address = addressOf(from + index);
      const person = packPerson({ name: "Ann O'Neil", address, postcode: null });
      const signer_key = signerKey(testKeys, address);
      return {
        ...{ demand_id: demand, signer_key, key_version: 1, text_version: 1, place: "KZ" },
        ...{ person: seal(testKeys, signer_key, person).bytes, locale: "en" as const },
        ...{ updates: true, consent_version: 3, consented_at: now, confirmed_at: now },
      };
    });
    await db.insertInto("signature").values(rows).execute();
  }
  await sql`update demand set signature_count = ${PEOPLE} where id = ${demand}`.execute(db);
  await sql`insert into tally_place values (${demand}, 'KZ', ${PEOPLE})`.execute(db);
  await sql`insert into tally_hour values (${demand}, date_trunc('hour', now()), ${PEOPLE})`.execute(
    db,
  );
}

/** Throws where a sealed value opens with none of the keys. @returns how many there are */
async function openAll(db: Db, keys: Keys): Promise<number> {
  let opened = 0;
  for (const { table, column, ownerOf } of sealedColumns) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(column)} <> ''`.execute(db);
    for (const row of rows) {
      const sealed = { bytes: row[column] as Buffer, keyVersion: row["key_version"] as number };
      unseal(keys, ownerOf(row), sealed);
    }
    opened += rows.length;
  }
  return opened;
}

test("every table that has a sealed value is known to who rotates keys", async () => {
  await using database = await freshDatabase();
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
      join pg_class on relname = table_name and not relispartition and relkind in ('r', 'p')
     where column_name = 'key_version' order by 1`.execute(database.db);
  expect(rows.map(({ name }) => name)).toEqual(sealedColumns.map(({ table }) => table).toSorted());
});

test("keys are rotated while people sign, correct and withdraw, however often the command is killed", async () => {
  const database = await freshDatabase();
  const { db, url } = database;
  const demand = await makeDemand(db, "rotated");
  await addPeople(db, demand);
  // a mail that nobody gets, and one whose address was forgotten
  for (const stranger of ["one@example.org", "two@example.org"])
    await askToSignIn(db, testKeys, stranger, new Date());
  await storeAsks(db, [prepareAsk(testKeys, "three@example.org", "en", new Date())]);
  await sql`update mail_message set recipient = ''
             where id = (select id from mail_message where kind = 'sign-in' limit 1)`.execute(db);
  const env = { APP_KEYS: spell(key(1), key(2)) };
  const command = () => startCommand(url, "keys-rotate", [], env);

  // before a process has started with the new key it could not open what the command seals
  const early = await ended(command());
  expect(early).toMatchObject({ code: 1, out: "" });
  expect(early.error).toContain("No process of the site has started with key 2 yet");

  await using site = await serveOn(database, env);
  let busy = true;
  const gone = new Set<number>();
  const renamed = new Set<number>();
  let confirmed = 0;
  async function correctAndWithdraw(): Promise<void> {
    for (let person = 0; busy && person < PEOPLE; person += 7) {
      if (person % 2 === 0) {
        await withdraw(db, both, keyOf(person), [demand], new Date());
        gone.add(person);
      } else {
        // with a ring of before too: a version that is in use says which key it needs
        await rename(db, both, keyOf(person), `Renamed ${person}`);
        renamed.add(person);
      }
    }
  }
  async function sign(): Promise<void> {
    for (let one = 0; busy; one++) {
      const ann = visitor(site.base);
      const email = `new-${one}@example.org`;
      const form = { name: "New One", email, country: "KZ", consent: "yes" };
      expect((await ann.post("/demands/rotated/sign", form)).status).toBe(303);
      const [mail] = await ann.mails(email);
      expect((await ann.post(linkIn(mail!, "/confirm/"), {})).status).toBe(303);
      confirmed++;
    }
  }
  const load = Promise.all([correctAndWithdraw(), sign()]);
  const resealed = async () =>
    Number((await countSealed(db)).find((one) => one.version === 2)?.number ?? 0);
  for (let round = 1; round <= kills(2); round++) {
    const before = await resealed();
    const child = command();
    while ((await resealed()) < before + 1_000 && child.exitCode === null) await sleep(5);
    await killNow(child);
  }
  const last = await ended(command());
  busy = false;
  await load;
  expect(last.error.replaceAll(/^.*values sealed anew\n/gm, "")).toBe("");
  expect(last).toMatchObject({ code: 0 });
  expect(last.out).toContain("Key 1 seals nothing any more. It stays first in APP_KEYS");
  expect(confirmed).toBeGreaterThan(0);
  expect(gone.size + renamed.size).toBeGreaterThan(0);

  expect((await countSealed(db)).filter(({ version }) => version !== 2)).toEqual([]);
  const pretended = db
    .selectFrom("mail_message")
    .select("key_version")
    .where("kind", "=", "sign-in");
  expect((await pretended.execute()).map((row) => row.key_version).toSorted()).toEqual([1, 2]);
  expect(await openAll(db, deriveKeys([key(2)]))).toBeGreaterThan(PEOPLE - gone.size);
  expect(await checkTally(db)).toEqual([]);
  for (const person of gone) expect(await getHeld(db, both, keyOf(person))).toBeUndefined();
  for (const person of renamed)
    expect((await getHeld(db, both, keyOf(person)))?.person?.name).toBe(`Renamed ${person}`);
  const { signature_count } = await db
    .selectFrom("demand")
    .select("signature_count")
    .where("id", "=", demand)
    .executeTakeFirstOrThrow();
  expect(signature_count).toBe(PEOPLE - gone.size + confirmed);
});

test("after a leak another key signs links: the old ones open nothing, and never again", async () => {
  const link = ["manage", keyOf(1)] as const;
  const marked = parseKeyRing(spell(key(1), key(2)).replace("2:", "2!:"))!;
  const [before, after] = [deriveKeys([key(1)]), deriveKeys(marked)];
  expect(readLinkToken(after, "manage", linkToken(before, ...link))).toBeUndefined();
  expect(readLinkToken(after, "manage", linkToken(after, ...link))).toEqual(keyOf(1));
  // who signed is still found under the same name, so nobody counts twice
  expect(signerKey(after, addressOf(1))).toEqual(keyOf(1));
  expect(after).toMatchObject({ naming: 1, signing: 2, version: 2 });

  await using database = await freshDatabase();
  const { db } = database;
  const start = (ring: string) => requireRing(db, config, deriveKeys(parseKeyRing(ring)!));
  await keepRing(db, before, true, new Date());
  await start(spell(key(1), key(2)).replace("2:", "2!:"));
  await keepRing(db, after, true, new Date());
  await expect(start(spell(key(1), key(2)))).rejects.toThrow(
    "Key 2 signs links: mark it so in APP_KEYS (2!:…), or old links, forged ones too, would open again.",
  );
  await expect(start(spell(key(1)))).rejects.toThrow(
    "Key 2 signs links: it is missing in APP_KEYS",
  );
  const third = spell(key(1), key(2), key(3));
  await start(third.replace("2:", "2!:"));
  await start(third.replace("3:", "3!:"));
  await keepRing(db, deriveKeys(parseKeyRing(third.replace("3:", "3!:"))!), true, new Date());
  await expect(start(third.replace("2:", "2!:"))).rejects.toThrow("Key 3 signs links");
  expect(parseKeyRing(third.replace("2:", "2!:").replace("3:", "3!:"))).toBeUndefined();

  // one that signs is not forgotten, though it seals nothing and has gone from the ring
  await db.updateTable("ring_key").set({ unused_since: new Date() }).execute();
  for (let time = 1; time <= 2; time++)
    await expect(start(spell(key(1), key(2)))).rejects.toThrow(
      "Key 3 signs links: it is missing in APP_KEYS; give it with its mark (3!:…), or mark a later one",
    );
  // a process that began to start before the mark came does not take it back
  await expect(keepRing(db, before, true, new Date())).rejects.toThrow("Key 3 signs links");
  // of those that neither sign nor name nothing is kept
  const fourth = parseKeyRing(spell(key(1), key(4)).replace("4:", "4!:"))!;
  await requireRing(db, config, deriveKeys(fourth));
  await keepRing(db, deriveKeys(fourth), true, new Date());
  const { rows } = await sql`select version, signs from ring_key order by version`.execute(db);
  expect(rows).toEqual([
    { version: 1, signs: false },
    { version: 4, signs: true },
  ]);
});

test("before anything depends on them keys may be exchanged, and a value that none opens stops nobody", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (const ring of [[key(1, 99)], [key(2), key(1)], [key(1)]]) {
    await requireRing(db, config, deriveKeys(ring));
    await keepRing(db, deriveKeys(ring), true, new Date());
  }
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org"));
  await expect(requireRing(db, config, deriveKeys([key(1, 99)]))).rejects.toThrow("another key");
  await expect(keepRing(db, deriveKeys([key(1, 99)]), true, new Date())).rejects.toThrow("others");

  await askToSignIn(db, testKeys, "stranger@example.org", new Date());
  await sql`update mail_message set recipient = sha256(recipient) where kind = 'sign-in'`.execute(
    db,
  );
  // not known by its digest, as in a database of before
  await sql`update ring_key set digest = null`.execute(db);
  await requireRing(db, config, both);
  expect(await resealAll(db, both)).toEqual({ done: 3, unopened: new Map([["mail_message", 1]]) });
});

test("a start with a ring that does not open what is kept is refused, and says what is missing", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  const demand = await makeDemand(db, "kept");
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org"));
  const start = (...ring: ReturnType<typeof key>[]) =>
    requireRing(db, config, deriveKeys(ring)).then(
      () => "starts",
      (error: Error) => error.message,
    );
  const keep = (...ring: ReturnType<typeof key>[]) =>
    keepRing(db, deriveKeys(ring), true, new Date());
  const another =
    "Key 1 in APP_KEYS is another key than the one that this database was filled with: give that one.";

  // a database of before: it is known which versions there are, and a value tells the key
  await db.insertInto("ring_key").values({ version: 1, digest: null }).execute();
  expect(await start(key(1, 99))).toBe(another);
  expect(await start(key(1))).toBe("starts");
  await keep(key(1));
  expect(await start(key(1, 99))).toBe(another);
  expect(await start(key(2))).toBe(
    "Key 1 is missing in APP_KEYS: 3 sealed values need it (1 in signing, 1 in signature, 1 in mail_message).",
  );
  expect(await start(key(2), key(1))).toBe(
    "Key 1 names signers: it must stand first in APP_KEYS, not key 2.",
  );
  // one that has sealed nothing yet may go again
  await keep(key(1), key(2));
  expect(await start(key(1))).toBe("starts");

  const port = await freePort();
  const env = { ...siteEnvironment(url, port), APP_KEYS: spell(key(3)) };
  await using process = startProcess(env, port);
  expect(await process.ended).toBe(1);
  expect(process.output()).toMatch(
    /^Key 1 is missing in APP_KEYS: 3 sealed values need it \(.*\)\.\n$/,
  );
  expect(await run(url, "tally-check")).toMatchObject({ code: 0 });
  const wrong = await ended(startCommand(url, "tally-check", [], { APP_KEYS: spell(key(1, 99)) }));
  expect(wrong).toEqual({ code: 1, out: "", error: `${another}\n` });
  expect(APP_KEYS).toBe(spell(key(1)));
});
