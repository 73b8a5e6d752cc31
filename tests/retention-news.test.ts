/** People of whom an address for news is left: how they stop it, and what they are told. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { dailyWork } from "#app/jobs/nightly.server.ts";
import { linkToken } from "#app/keys.server.ts";
import { forgetNewsAddresses } from "#app/signatures/retention/news-addresses.server.ts";
import { forgetPortion } from "#app/signatures/retention/forget-portion.server.ts";
import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { seenOf } from "#app/signatures/manage/forms.ts";
import { countHeld, type HeldCounts } from "#app/signatures/manage/held.ts";
import { submitManaging } from "#app/signatures/manage/submit.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { inboxAddress } from "#app/signatures/address.ts";
import { dropSigningDays } from "#db/partitions.ts";
import { forgetAllowances } from "#emails/forget-signer.ts";

import { freshDatabase } from "./support/database.ts";
import { ago, close, DAY, now, signs, tablesWith } from "./support/retention.ts";
import { startSite } from "./support/server.ts";
import {
  countOf,
  keyOf,
  makeDemand,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { countWaiting } from "./support/waiting.ts";
import { visitor } from "./support/visitor.ts";

test("an address for news goes with who unsubscribes, and after twelve months", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  for (const name of ["ann", "bob"])
    await signedAndConfirmed(
      db,
      { ...wishFor([demand], `${name}@example.org`), updates: true },
      ago(40),
    );
  await foldMinutes(db, now);
  await close(db, demand, ago(28));
  await forgetPeople(db, now, testKeys);
  const held = async (name: string) =>
    (await getHeld(db, testKeys, keyOf(`${name}@example.org`)))?.news;
  expect([(await held("ann"))?.length, (await held("bob"))?.length]).toEqual([1, 1]);
  await setUpdates(db, testKeys, keyOf("ann@example.org"), false, now);
  expect(await held("ann")).toEqual([]);
  const { keptUntil } = (await held("bob"))![0]!;
  // the night's work comes within a day
  await forgetNewsAddresses(db, new Date(keptUntil.getTime() - DAY - 1));
  expect(await held("bob")).toHaveLength(1);
  await dailyWork(db, testKeys, keptUntil);
  expect(
    await tablesWith(db, [
      keyOf("bob@example.org"),
      "bob@example.org",
      inboxAddress("bob@example.org"),
    ]),
  ).toEqual([]);
});

test("who signed only what closed long ago is told what is left of it, and stops updates there", async () => {
  await using site = await startSite();
  const { db } = site;
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await signs(db, [id], "ann@example.org", ago(40));
  await signs(db, [id], "bob@example.org", ago(40), true);
  await close(db, id, ago(29));
  await forgetPeople(db, now, testKeys);
  await dropSigningDays(db, now);
  await forgetAllowances(db, now);
  // mails of that time are gone for long
  await sql`truncate mail_message, mail_batch, mailbox`.execute(db);
  const reader = visitor(site.base);
  const manage = (address: string) => `/manage/${linkToken(testKeys, "manage", keyOf(address))}`;
  const none = (await reader.get(manage("ann@example.org"))).html;
  expect(none).toContain("Nothing is stored under this link");
  expect(none).toContain("your signature is still counted, if it was");
  const bob = (await reader.get(manage("bob@example.org"))).html;
  expect(bob).toContain("Your address, for updates alone");
  expect(bob).not.toContain("Ann O&#x27;Neil");
  expect(bob).not.toContain('value="withdraw"');
  const stopped = await reader.post(manage("bob@example.org"), { intent: "updates" });
  expect(stopped.html).toContain("Updates are stopped");
  expect(await tablesWith(db, [keyOf("bob@example.org")])).toEqual([]);
});

test("who erases or withdraws while their signature becomes a number leaves no address behind, and is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const names = ["ann", "bob"].map((name) => `${name}@example.org`);
  for (const name of names)
    await signedAndConfirmed(db, { ...wishFor([demand], name), updates: true }, ago(40));
  await foldMinutes(db, now);
  await close(db, demand, ago(28));
  const [ann, bob] = names.map(keyOf) as [Buffer, Buffer];
  const submit = (signer: Buffer, intent: "withdraw" | "erase", counts: Partial<HeldCounts>) =>
    submitManaging(
      {
        ...{ db, keys: testKeys, clock: () => now, locale: "en", changes: { made: () => {} } },
        fields: new URLSearchParams({ sure: "yes", seen: seenOf(counts) }),
      },
      signer,
      intent,
    );
  const counts = countHeld((await getHeld(db, testKeys, ann))!);
  const done = await db.transaction().execute(async (tx) => {
    const portion = [ann, bob].map((signer_key) => ({ signer_key, demand_id: demand }));
    await forgetPortion(tx, testKeys, portion, now);
    const both = [submit(ann, "erase", counts), submit(bob, "withdraw", { signatures: 1 })];
    while ((await countWaiting(db)) < 2) await sleep(5);
    return { both };
  });
  expect(await Promise.all(done.both)).toEqual([{ done: "erased" }, { isPartly: true }]);
  for (const signer of [ann, bob])
    expect((await getHeld(db, testKeys, signer))?.news ?? []).toEqual([]);
  expect(await countOf(db, demand)).toBe(2);
  // nor does who presses "erase" keep one that nobody had seen
  expect(await submit(ann, "erase", counts)).toEqual({ done: "erased" });
});
