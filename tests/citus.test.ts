/** The tests of what reads or writes signatures again, over the machines of a cluster. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { parseKeyRing } from "#app/config.server.ts";
import { deriveKeys, signerKey } from "#app/keys.server.ts";
import { keepRing } from "#app/sealing/keep-ring.server.ts";
import { nameAnew } from "#app/sealing/name-anew.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { spreadOverMachines } from "#db/spread.ts";

import { run } from "./support/command.ts";
import { citusUrl, prepareCluster, renewedDatabase } from "./support/citus.ts";
import { freshDatabase, freshFrom } from "./support/database.ts";
import {
  confirm,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const bytes = (byte: number) => Buffer.alloc(32, byte).toString("base64url");
const DAY = 86_400_000;

const url = citusUrl;
if (url) {
  await prepareCluster(url);
  freshFrom(() => renewedDatabase(url));

  test("the command finds it spread, and wants an address that says so", async () => {
    await using database = await freshDatabase();
    expect(await run(database.url, "spread", "--citus")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Signatures lie over \d+ machines/) as string,
    });
    expect(await run(url, "spread", "--citus")).toMatchObject({
      code: 1,
      error: expect.stringContaining("Add citus=true") as string,
    });
    expect(await run(database.url, "spread", "--parts", "4")).toMatchObject({ code: 1 });
  });

  test("four weeks after a demand closed its signatures are numbers, and the counts stay", async () => {
    await using database = await freshDatabase();
    const { db } = database;
    const now = new Date();
    const then = new Date(now.getTime() - 40 * DAY);
    const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
    for (let n = 0; n < 20; n++) {
      const wish = { ...wishFor([one, two], `n${n}@example.org`), updates: n % 2 > 0 };
      await confirm(db, await signed(db, wish, then), [one, two], then);
    }
    const closed = new Date(now.getTime() - 28 * DAY);
    await db
      .updateTable("demand")
      .set({ state: "closed", closed_at: closed })
      .where("id", "=", one)
      .execute();
    await forgetPeople(db, now, testKeys);
    const people = db.selectFrom("signature").select("demand_id").where("person", "is not", null);
    expect(new Set((await people.execute()).map((row) => row.demand_id))).toEqual(new Set([two]));
    expect(await db.selectFrom("news_address").select("demand_id").execute()).toHaveLength(10);
    expect([await countOf(db, one), await countOf(db, two)]).toEqual([20, 20]);
    expect(await checkTally(db)).toEqual([]);
  });

  test("after a leak signers are named anew once their signatures are back on one machine, and then spread again", async () => {
    await using database = await freshDatabase();
    const { db } = database;
    const now = new Date();
    const demand = await makeDemand(db, "one");
    await signedAndConfirmed(db, wishFor([demand], "ann@example.org"));
    const ring = (end: string) => deriveKeys(parseKeyRing(`1:${bytes(7)}${end}`)!);
    await keepRing(db, ring(""), true, now);
    const marked = ring(`,2!:${bytes(8)}`);
    await expect(nameAnew(db, marked, now)).rejects.toThrow("lie over several machines");
    for (const table of ["signature", "news_address"])
      await sql`select undistribute_table(${table}::regclass)`.execute(db);
    expect(await nameAnew(db, marked, now)).toMatchObject({ versions: [2] });
    await spreadOverMachines(db);
    const signer = signerKey(marked, "ann@example.org");
    expect((await getHeld(db, marked, signer))!.signatures).toHaveLength(1);
    expect(await withdraw(db, marked, signer, [demand], now)).toBe(1);
    expect(await countOf(db, demand)).toBe(0);
  });

  await import("./sign-and-confirm.test.ts");
  await import("./spent-links.test.ts");
  await import("./place-later.test.ts");
  await import("./sign-these-too.test.ts");
  await import("./tally.test.ts");
  await import("./hold-domains.test.ts");
  await import("./bulk-tally.test.ts");
  await import("./bulk-work.test.ts");
  await import("./retention.test.ts");
  await import("./retention-news.test.ts");
  await import("./erasures.test.ts");
  await import("./letter-recipients.test.ts");
  await import("./letter-again.test.ts");
  await import("./letter-public.test.ts");
  await import("./cadence.test.ts");
  await import("./own-letters.test.ts");
  await import("./update-mails.test.ts");
  await import("./update-life.test.ts");
  await import("./supporters-export.test.ts");
  await import("./invite-lists.test.ts");
  await import("./keys-rotate.test.ts");
  await import("./sample.test.ts");
} else test.skip("all works on a Citus cluster (CITUS_URL names none)", () => {});
