/** A file of many supporters is written as it is read: it is never held as a whole. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { seal, signerKey } from "#app/keys.server.ts";
import { packPerson } from "#app/signatures/person.ts";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const here = "/organise/supporters";
const COUNT = 200_000;
const wish = { intent: "export", recipient: "the union’s tool", reason: "one newsletter" };

const newlinesIn = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + Number(byte === 10), 0);

test("a file of 200,000 people is written no faster than it is taken, and so never held", async () => {
  await using site = await startSite();
  const { db } = site;
  const demand = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "condemn-the-crackdown")
    .executeTakeFirstOrThrow();
  const now = new Date();
  for (let from = 0; from < COUNT; from += 2_000) {
    const rows = Array.from({ length: 2_000 }, (_, index) => {
      const address = `person-${from + index}@example.org`;
      const key = signerKey(testKeys, address);
      const person = seal(
        testKeys,
        key,
        packPerson({ name: "Ann O'Neil", address, postcode: null }),
      );
      return {
        ...{ demand_id: demand.id, signer_key: key, key_version: 1, person: person.bytes },
        ...{ text_version: 1, place: "KZ", locale: "en" as const, updates: true },
        ...{ consent_version: 2, consented_at: now, confirmed_at: now },
      };
    });
    await db.insertInto("signature").values(rows).execute();
  }
  const ann = visitor(site.base);
  await ann.post(await signInPath(db, await newOrganiser(db, "owner@example.org", "owner")), {});
  const ask = (signal?: AbortSignal) =>
    fetch(site.base + here, {
      method: "POST",
      headers: { cookie: ann.cookie(), Origin: site.base },
      body: new URLSearchParams({ ...wish, demand: "condemn-the-crackdown" }),
      ...(signal && { signal }),
    });
  const newest = () =>
    db
      .selectFrom("supporter_export")
      .selectAll()
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();

  const reader = (await ask()).body!.getReader();
  let lines = newlinesIn((await reader.read()).value!);
  // nobody reads on: what is between us fills up, and no more is opened
  let people = -1;
  for (let read = 0; read !== people;) {
    people = read;
    await sleep(2_000);
    read = (await newest()).people;
  }
  expect(people).toBeGreaterThan(0);
  expect(people).toBeLessThan(COUNT / 2);
  for (let next = await reader.read(); !next.done; next = await reader.read())
    lines += newlinesIn(next.value);
  expect(lines).toBe(COUNT + 1);
  expect(await newest()).toMatchObject({ people: COUNT, ended_at: expect.any(Date) as Date });

  // whoever goes has not got all of it, and the log says so
  const leaving = new AbortController();
  const cut = await ask(leaving.signal);
  await cut.body!.getReader().read();
  leaving.abort();
  const told = () =>
    db
      .selectFrom("audit")
      .select("after")
      .where("action", "=", "supporters.exported")
      .orderBy("id")
      .execute();
  await expect.poll(async () => (await told()).length, { timeout: 60_000 }).toBe(2);
  expect((await told()).map(({ after }) => (after as { whole: boolean }).whole)).toEqual([
    true,
    false,
  ]);
  expect((await newest()).ended_at).toBeNull();
});
