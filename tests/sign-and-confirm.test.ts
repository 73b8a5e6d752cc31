import { expect, test } from "vitest";

import { linkToken, readLinkToken, seal, unseal } from "#app/keys.server.ts";
import { readConfirmLink } from "#app/signatures/confirm.server.ts";
import { getPendingSigning } from "#app/signatures/confirming/get-pending.server.ts";
import { rename } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

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

const mailsOf = (db: Db) =>
  db.selectFrom("mail_message").select(["kind", "params"]).orderBy("created_at").execute();

const minutes = (n: number) => n * 60_000;

test("a sealed value opens with its key and its owner, and with nothing else", () => {
  const owner = Buffer.alloc(16, 1);
  const sealed = seal(testKeys, owner, "Олена, olena@example.org");
  expect(unseal(testKeys, owner, sealed)).toBe("Олена, olena@example.org");
  expect(() => unseal(testKeys, Buffer.alloc(16, 2), sealed)).toThrow();
  expect(sealed.bytes.includes("olena")).toBe(false);
});

test("a link opens what it was made for, and no changed character passes", () => {
  const id = uuidBytes(uuidv7(new Date()));
  const token = linkToken(testKeys, "confirm", id);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(readLinkToken(testKeys, "confirm", token)).toEqual(id);
  expect(readLinkToken(testKeys, "manage", token)).toBeUndefined();
  for (let i = 0; i < token.length; i++) {
    const changed = token.slice(0, i) + (token[i] === "A" ? "B" : "A") + token.slice(i + 1);
    expect(readLinkToken(testKeys, "confirm", changed)).toBeUndefined();
  }
});

test("a signature exists only once it is confirmed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "free-the-prisoners");
  const id = await signed(db, wishFor([demand], "ann@example.org"));
  expect(await countOf(db, demand)).toBe(0);
  expect(await confirm(db, id, [demand], new Date())).toBe(1);
  expect(await countOf(db, demand)).toBe(1);
  expect(await checkTally(db)).toEqual([]);
});

test("fifty confirmations of one link at once count one", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const id = await signed(db, wishFor(demands, "ann@example.org"));
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => confirm(db, id, demands, new Date())),
  );
  expect(answers).toEqual(Array.from({ length: 50 }, () => 2));
  expect(await countOf(db, demands[0]!)).toBe(1);
  expect(await countOf(db, demands[1]!)).toBe(1);
  expect(await checkTally(db)).toEqual([]);
});

test("a crowd confirming the same demands in any order neither deadlocks nor miscounts", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands: number[] = [];
  for (const slug of ["a", "b", "c", "d"]) demands.push(await makeDemand(db, slug));
  const ids: { id: string; chosen: number[] }[] = [];
  for (let n = 0; n < 60; n++) {
    const chosen = demands.filter((_, at) => (n >> at) & 1 || at === n % 4);
    if (n % 2) chosen.reverse();
    const place = ["E14001172", "S14000085", "KZ"][n % 3]!;
    ids.push({ id: await signed(db, wishFor(chosen, `s${n}@example.org`, place)), chosen });
  }
  await Promise.all(
    ids.flatMap(({ id, chosen }) => [
      confirm(db, id, chosen, new Date()),
      confirm(db, id, chosen.slice(0, 1), new Date()),
    ]),
  );
  for (const demand of demands) {
    expect(await countOf(db, demand)).toBe(
      ids.filter(({ chosen }) => chosen.includes(demand)).length,
    );
  }
  expect(await checkTally(db)).toEqual([]);
});

test("two spellings of one inbox count once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], "a.n.n+x@gmail.com"));
  await signedAndConfirmed(db, wishFor([demand], "Ann@googlemail.com"));
  expect(await countOf(db, demand)).toBe(1);
});

test("only the ticked demands are confirmed, the others can follow", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const id = await signed(db, wishFor([one, two], "ann@example.org"));
  await confirm(db, id, [two], new Date());
  const pending = await getPendingSigning(db, testKeys, id, new Date());
  expect(pending?.demands).toEqual([
    { id: one, signed: false, open: true, version: 1 },
    { id: two, signed: true, open: true, version: 1 },
  ]);
  expect(pending?.name).toBe("Ann O'Neil");
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([0, 1]);
});

test("a confirmation is taken until a day after closing, not later", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  const hour = 3_600_000;
  const just = await makeDemand(db, "just");
  const long = await makeDemand(db, "long");
  const id = await signed(db, wishFor([just, long], "ann@example.org"));
  const close = (demand: number, hoursAgo: number) =>
    db
      .updateTable("demand")
      .set({ state: "closed", closed_at: new Date(now.getTime() - hoursAgo * hour) })
      .where("id", "=", demand)
      .execute();
  await close(just, 23);
  await close(long, 25);
  expect(await confirm(db, id, [just, long], now)).toBe(1);
  expect([await countOf(db, just), await countOf(db, long)]).toEqual([1, 0]);
});

test("a link of a week ago is expired, a forged one unknown", () => {
  const now = new Date();
  const old = uuidv7(new Date(now.getTime() - 8 * 86_400_000));
  const token = linkToken(testKeys, "confirm", uuidBytes(old));
  expect(readConfirmLink(testKeys, token, now).state).toBe("expired");
  expect(readConfirmLink(testKeys, "A".repeat(43), now).state).toBe("unknown");
  expect(readConfirmLink(testKeys, "", now).state).toBe("unknown");
});

test("who has signed already gets the other mail, also when the spelling differs", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org"), now);
  await signed(db, wishFor([demand], "ANN@example.org"), new Date(now.getTime() + minutes(2)));
  expect((await mailsOf(db)).map(({ kind }) => kind)).toEqual(["confirm", "already-signed"]);
});

test("an inbox gets one mail a minute for a demand, three a day, five for a demand in all", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const start = Date.now();
  const ask = (demand: number, after: number) =>
    signed(db, wishFor([demand], "ann@example.org"), new Date(start + after));
  const sent = async () => (await mailsOf(db)).length;
  await ask(one, 0);
  await ask(one, 1_000);
  expect(await sent()).toBe(1);
  await ask(two, 2_000);
  expect(await sent()).toBe(2);
  await ask(one, minutes(2));
  await ask(one, minutes(4));
  expect(await sent()).toBe(3);
  for (let day = 1; day <= 3; day++) {
    await ask(one, day * minutes(24 * 60) + minutes(day));
    await ask(one, day * minutes(24 * 60) + minutes(day + 10));
  }
  expect(await sent()).toBe(3 + 3);
  await ask(two, minutes(24 * 60 * 4));
  expect(await sent()).toBe(7);
});

test("demands asked for in turn get one mail a minute each", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const start = Date.now();
  for (const [at, demand] of [one, two, one].entries()) {
    const now = new Date(start + at * 10_000);
    await signed(db, wishFor([demand], "ann@example.org"), now);
  }
  expect(await mailsOf(db)).toHaveLength(2);
});

test("a suppressed address and a blocked domain get no mail and cost the same row", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  await db
    .insertInto("suppression")
    .values({
      signer_key: keyOf("ann@example.org"),
      reason: "bounced",
      until: new Date(now.getTime() + minutes(10)),
      created_at: now,
    })
    .execute();
  await db.insertInto("blocked_domain").values({ domain: "blocked-domain.test" }).execute();
  await signed(db, wishFor([demand], "ann@example.org"), now);
  await signed(db, wishFor([demand], "ann@blocked-domain.test"), now);
  // nor below it, where whoever has the domain makes up as many names as they like
  await signed(db, wishFor([demand], "ann@a.b.blocked-domain.test"), now);
  expect(await mailsOf(db)).toEqual([]);
  expect((await db.selectFrom("signing").selectAll().execute()).length).toBe(3);
  await signed(db, wishFor([demand], "ann@not-blocked-domain.test"), now);
  expect((await mailsOf(db)).length).toBe(1);
});

test("“this was not me” deletes the signing and bars the address for a month", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  const id = await signed(db, wishFor([demand], "ann@example.org"), now);
  await disown(db, testKeys, id, now);
  expect(await confirm(db, id, [demand], now)).toBe(0);
  await signed(db, wishFor([demand], "ann@example.org"), new Date(+now + minutes(5)));
  expect((await mailsOf(db)).length).toBe(1);
  await signed(db, wishFor([demand], "ann@example.org"), new Date(+now + minutes(6 * 24 * 60)));
  expect((await mailsOf(db)).length).toBe(1);
});

test("a signer sees what is stored, corrects the name, and withdraws all of it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await signedAndConfirmed(db, wishFor([one, two], "Ann@example.org"));
  const signer = keyOf("ann@example.org");
  await rename(db, testKeys, signer, "Ann Other");
  const held = await getHeld(db, testKeys, signer);
  expect(held).toMatchObject({
    person: { name: "Ann Other", address: "Ann@example.org" },
    updates: false,
  });
  expect(held?.signatures.map(({ demandId }) => demandId)).toEqual([one, two]);

  const erased = await Promise.all(
    Array.from({ length: 10 }, () => withdraw(db, testKeys, signer, [one, two], new Date())),
  );
  expect(erased.reduce((sum, n) => sum + n)).toBe(2);
  expect(await getHeld(db, testKeys, signer)).toBeUndefined();
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([0, 0]);
  expect(await checkTally(db)).toEqual([]);
  const corrections = await db.selectFrom("tally_correction").selectAll().execute();
  expect(corrections.map(({ number, reason }) => [number, reason])).toEqual([
    [1, "withdrawn"],
    [1, "withdrawn"],
  ]);
});

test("withdrawing one of two erases every signing, mail and link, and the other signature stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const wish = wishFor([one, two], "ann@example.org");
  const id = await signed(db, wish);
  await confirm(db, id, [one, two], new Date());
  const other = await signed(db, wishFor([one], "bob@example.org"));
  await db.updateTable("mail_message").set({ state: "delivered" }).execute();
  await db.deleteFrom("mail_allowance").execute();
  await signed(db, wish, new Date());
  const signer = keyOf("ann@example.org");

  expect(await withdraw(db, testKeys, signer, [one], new Date())).toBe(1);
  expect(await confirm(db, id, [one, two], new Date())).toBe(0);
  expect(await getPendingSigning(db, testKeys, id, new Date())).toBeUndefined();
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([0, 1]);
  const keptOf = async (table: "signing" | "mail_allowance") =>
    db.selectFrom(table).select("signer_key").where("signer_key", "=", signer).execute();
  expect([await keptOf("signing"), await keptOf("mail_allowance")]).toEqual([[], []]);
  const mails = await db.selectFrom("mail_message").select("recipient_key").execute();
  expect(mails).toEqual([{ recipient_key: keyOf("bob@example.org") }]);
  expect(await confirm(db, other, [one], new Date())).toBe(1);
  expect(await checkTally(db)).toEqual([]);
});

test("confirming and withdrawing at once leave nothing behind", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const signer = keyOf("ann@example.org");
  for (let round = 0; round < 10; round++) {
    const id = await signed(db, wishFor(demands, "ann@example.org"));
    await Promise.all([
      confirm(db, id, demands, new Date()),
      withdraw(db, testKeys, signer, demands, new Date()),
      confirm(db, id, [demands[1]!], new Date()),
    ]);
    expect(await getHeld(db, testKeys, signer)).toBeUndefined();
  }
  expect(await checkTally(db)).toEqual([]);
});

test("nothing that names a signer stands readable in the database", async () => {
  await using database = await freshDatabase();
  const { db, pool } = database;
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], "very.unusual@example.org"));
  for (const table of ["signing", "signature", "mail_message", "mail_allowance"]) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${table} t`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toMatch(/unusual|O'Neil|SW1A/i);
    const bytes = Buffer.from("unusual").toString("hex");
    for (const { row } of rows) expect(row).not.toContain(bytes);
  }
});
