/** A bulk work over HTTP: what it says before it begins, and what it takes to begin. */
import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { repairTally } from "#app/signatures/tally.server.ts";

import { signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { countOf } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const WORK = "/organise/signatures/work";
const versionIn = (html: string) => /name="version" value="([^"]+)"/.exec(html)![1]!;

test("over a thousand the number is typed, a reason is asked for, and who saw something else is told", async () => {
  await using site = await startSite();
  const { db } = site;
  const chief = visitor(site.base);
  await chief.post(await signInPath(db), {});
  const { id: demand } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await sql`
    insert into signature (demand_id, signer_key, key_version, person, text_version, place, locale,
                           updates, consent_version, consented_at, confirmed_at)
    select ${demand}, decode(md5(n::text), 'hex'), 1, decode('00', 'hex'), 1, 'KZ', 'en', false, 1,
           now() - interval '1 minute', now() - interval '1 minute'
      from generate_series(1, 1001) n`.execute(db);
  await repairTally(db, () => Promise.resolve(), new Date());
  const before = await countOf(db, demand);

  const nothing = await chief.post(WORK, { intent: "hold", demand: "", place: "" });
  expect(nothing.status).toBe(422);
  expect(nothing.html).toContain("Say which signatures are meant");
  const asked = await chief.post(WORK, { intent: "invalidate", demand: String(demand) });
  const path = asked.location.split("?")[0]!;
  const page = () => chief.get(path);
  await vi.waitFor(async () => expect((await page()).html).toContain("waits for you"), 30_000);
  const { html } = await page();
  expect(html).toContain("1,001 signatures will be invalidated");
  expect(html).toContain("Kazakhstan");
  const version = versionIn(html);
  const begin = { intent: "begin", version, reason: "Made up", number: "1,001" };

  const unreasoned = await chief.post(path, { ...begin, reason: " " });
  expect([unreasoned.status, unreasoned.html.includes("Say why")]).toEqual([422, true]);
  for (const number of ["", "1,000", "yes"]) {
    const refused = await chief.post(path, { ...begin, number });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("Made up");
  }
  expect((await chief.post(path, { ...begin, version: "another" })).status).toBe(409);
  expect(await countOf(db, demand)).toBe(before);
  expect((await chief.post(path, begin)).location).toContain("said=bulk-begun");
  expect((await chief.post(path, begin)).status).toBe(409);
  await vi.waitFor(async () => expect((await page()).html).toContain(">done<"), 30_000);
  expect(await countOf(db, demand)).toBe(before - 1_001);
  const told = await chief.get("/organise/signatures?by=place");
  expect(told.html).toMatch(/Invalidated[^]*1,001/);
});
