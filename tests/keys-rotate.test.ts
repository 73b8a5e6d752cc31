/** The key ring through its life: what older keys sealed is sealed anew, and a ring that opens too little does not start. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { deriveKeys, signerKey } from "#app/keys.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import { requireRing } from "#app/sealing/check-ring.server.ts";
import { keepRing } from "#app/sealing/keep-ring.server.ts";
import { countSealed } from "#app/sealing/count-sealed.server.ts";
import { resealAll } from "#app/sealing/reseal.server.ts";
import { prepareAsk, storeAsks } from "#app/signatures/manage/ask.server.ts";
import { rename } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { sealedColumns } from "#db/sealed.ts";

import { ended, run, startCommand } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { addPeople, openAll } from "./support/sealed.ts";
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
  await addPeople(db, demand, PEOPLE, addressOf);
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
