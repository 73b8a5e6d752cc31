/** Letters in people's own words under kills and faults: each reaches its member exactly once, or stays. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { withdraw } from "#app/signatures/withdraw.server.ts";
import { sealOwn } from "#app/write/sealed.server.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { now, seedHouse } from "./support/house.ts";
import { until } from "./support/mails.ts";
import { keyOf, signHere } from "./support/own-letters.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { makeDemand, testKeys } from "./support/signers.ts";
import { killNow, killsUpTo, startWorker } from "./support/workers-to-kill.ts";

const MEMBERS = 40;
const EACH = 3;
const addressOf = (writer: number) => `writer-${writer}@example.org`;

test("workers killed again and again, a faulty provider, writers who withdraw: no letter leaves twice, and none is lost", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn({ faultRate: 0.1 });
  await seedHouse(db, MEMBERS);
  const demand = await makeDemand(db, "one");
  const letters = Array.from({ length: MEMBERS * EACH }, (_, index) => {
    const id = uuidv7(now);
    const member = (index % MEMBERS) + 1;
    const area = `E${14_000_000 + member}`;
    const email = addressOf(index);
    const letter = {
      ...{ name: `Writer ${index}`, email, address: "1 High Street", postcode: "SW1A1AA" },
      ...{ ask: "Will you?", why: `Because of ${index}`, title: "One", member: `Member ${member}` },
      ...{ constituency: area, refusal: null },
    };
    return {
      ...{ id, signer_key: keyOf(email), demand_id: demand, member_id: member },
      ...{ area_code: area, state: "waiting" as const, why: null, sketch: null },
      ...{ locale: "en" as const, mail_id: null, created_at: now, confirmed_at: now },
      ...{ outcome: null, ...sealOwn(testKeys, id, letter) },
    };
  });
  for (const [index, { area_code }] of letters.entries())
    await signHere(db, demand, addressOf(index), area_code);
  await db.insertInto("own_letter").values(letters).execute();
  const begun = String(Date.now());
  const start = () => startWorker("own-letters-child.ts", url, standIn.url, begun);
  // beside them what their writers confirmed is mailed
  const taken = () => standIn.taken.filter(({ reply_to }) => /^writer-/.test(reply_to));
  const withdrawn = new Set<string>();
  let children = [start(), start()];
  try {
    let round = 0;
    for (const goal of killsUpTo(4, 100)) {
      await until(() => taken().length >= goal);
      await sleep(Math.random() * 20);
      await killNow(children[round % 2]!);
      const writer = MEMBERS * EACH - 1 - round;
      await withdraw(db, testKeys, keyOf(addressOf(writer)), [demand], now);
      withdrawn.add(addressOf(writer));
      children = children.map((child, index) => (index === round % 2 ? start() : child));
      round += 1;
    }
    await until(async () => {
      const { left } = await db
        .selectFrom("own_letter")
        .select((eb) => eb.fn.countAll<number>().as("left"))
        .where("state", "<>", "left")
        // of one that was withdrawn while it may have left, nothing more than that is known
        .where("letter", "is not", null)
        .executeTakeFirstOrThrow();
      return left === 0;
    });
  } finally {
    await Promise.all(children.map(killNow));
  }
  const counts = new Map<string, number>();
  for (const { reply_to, to } of taken()) {
    counts.set(reply_to, (counts.get(reply_to) ?? 0) + 1);
    // each to the member of its writer
    expect(to).toBe(`m${(Number(/\d+/.exec(reply_to)![0]) % MEMBERS) + 1}@example.org`);
  }
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  const all = letters.map((_, writer) => addressOf(writer));
  expect(all.filter((address) => !withdrawn.has(address) && !counts.has(address))).toEqual([]);
  expect(standIn.wrong).toEqual([]);
});
