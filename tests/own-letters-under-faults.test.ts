/** Letters in people's own words under kills and faults: each reaches its member exactly once, or stays. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { withdraw } from "#app/signatures/withdraw.server.ts";
import { sealOwn } from "#app/write/sealed.server.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { now, seedDemand, seedHouse } from "./support/house.ts";
import { until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { testKeys } from "./support/signers.ts";

const script = fileURLToPath(new URL("./support/own-letters-child.ts", import.meta.url));
const MEMBERS = 40;
const EACH = 3;

test("workers killed again and again, a faulty provider, writers who withdraw: no letter leaves twice, and none is lost", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn({ faultRate: 0.1 });
  await seedHouse(db, MEMBERS);
  const demand = await seedDemand(db, "one", "One", 0, []);
  const letters = Array.from({ length: MEMBERS * EACH }, (_, index) => {
    const id = uuidv7(now);
    const member = (index % MEMBERS) + 1;
    const area = `E${14_000_000 + member}`;
    const email = `writer-${index}@example.org`;
    const letter = {
      ...{ name: `Writer ${index}`, email, address: "1 High Street", postcode: "SW1A1AA" },
      ...{ ask: "Will you?", why: `Because of ${index}`, title: "One", member: `Member ${member}` },
      ...{ constituency: area, refusal: null },
    };
    return {
      ...{ id, signer_key: Buffer.from(email), demand_id: demand, member_id: member },
      ...{ area_code: area, state: "waiting" as const, why: null, sketch: null },
      ...{ locale: "en" as const, mail_id: null, created_at: now, confirmed_at: now },
      ...{ outcome: null, ...sealOwn(testKeys, id, letter) },
    };
  });
  await db.insertInto("own_letter").values(letters).execute();
  const begun = String(Date.now());
  const start = () =>
    spawn(process.execPath, [script, url, standIn.url, begun], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  const kill = async (child: ChildProcess) => {
    const gone = once(child, "exit");
    // false where it has ended by itself, and nothing is to be waited for
    if (child.kill("SIGKILL")) await gone;
  };
  let children = [start(), start()];
  try {
    let round = 0;
    for (const goal of [10, 40, 70, 100]) {
      await until(() => standIn.taken.length >= goal);
      await sleep(Math.random() * 20);
      await kill(children[round % 2]!);
      await withdraw(db, letters[MEMBERS * EACH - 1 - round]!.signer_key, [demand], now);
      children = children.map((child, index) => (index === round % 2 ? start() : child));
      round += 1;
    }
    await until(async () => {
      const { left } = await db
        .selectFrom("own_letter")
        .select((eb) => eb.fn.countAll<number>().as("left"))
        .where("state", "<>", "left")
        .executeTakeFirstOrThrow();
      return left === 0;
    });
  } finally {
    await Promise.all(children.map(kill));
  }
  const counts = new Map<string, number>();
  for (const { reply_to, to } of standIn.taken) {
    counts.set(reply_to, (counts.get(reply_to) ?? 0) + 1);
    // each to the member of its writer
    expect(to).toBe(`m${(Number(/\d+/.exec(reply_to)![0]) % MEMBERS) + 1}@example.org`);
  }
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  const kept = await db.selectFrom("own_letter").select("signer_key").execute();
  expect(kept).toHaveLength(MEMBERS * EACH - 4);
  expect(kept.filter(({ signer_key }) => !counts.has(signer_key.toString()))).toEqual([]);
  expect(standIn.wrong).toEqual([]);
});
