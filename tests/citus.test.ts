/** The tests of signing, confirming, withdrawing, placing, counting and bulk work again, over the machines of a cluster. */
import { expect, test } from "vitest";

import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";

import { run } from "./support/command.ts";
import { citusUrl, prepareCluster, renewedDatabase } from "./support/citus.ts";
import { freshDatabase, freshFrom } from "./support/database.ts";
import { confirm, countOf, makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";

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

  await import("./sign-and-confirm.test.ts");
  await import("./spent-links.test.ts");
  await import("./place-later.test.ts");
  await import("./sign-these-too.test.ts");
  await import("./tally.test.ts");
  await import("./hold-domains.test.ts");
} else test.skip("all works on a Citus cluster (CITUS_URL names none)", () => {});
