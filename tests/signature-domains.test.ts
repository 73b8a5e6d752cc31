/** Mail domains that organisers decide about, and one person found for their own question; over HTTP. */
import { expect, test, vi } from "vitest";

import { readDomain } from "#app/review/domains/domain-form.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";

import { signInPath, newOrganiser } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { signedAndConfirmed, wishFor } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const here = "/organise/signatures/domains";

test("one domain is taken, and nobody's provider, institution or suffix", () => {
  expect(readDomain("Made-Up.Example")).toEqual({ domain: "made-up.example" });
  expect(readDomain("somebody@firm.co.uk")).toEqual({ domain: "firm.co.uk" });
  for (const typed of ["gmail.com", "ox.ac.uk", "yahoo.co.uk"])
    expect(readDomain(typed)).toEqual({ problem: "domain-listed" });
  expect(readDomain("co.uk")).toEqual({ problem: "domain-suffix" });
  for (const typed of ["", "nonsense", "a b.example"])
    expect(readDomain(typed)).toEqual({ problem: "domain-form" });
});

test("a domain is held, released and listed with all that was held there, and a person is found by address alone", async () => {
  await using site = await startSite();
  const { db } = site;
  const chief = visitor(site.base);
  await chief.post(await signInPath(db), {});
  const { id: demand } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  const rule = { domain: "firm.example", reason: "Too many at once" };
  expect((await chief.post(here, { ...rule, intent: "hold", reason: "" })).status).toBe(422);
  expect((await chief.post(here, { ...rule, intent: "hold" })).location).toContain("domain-held");
  for (let n = 0; n < 6; n++)
    await signedAndConfirmed(db, wishFor([demand], `person${n}@firm.example`));
  const held = async () =>
    (await db.selectFrom("signature").select("place").where("set_aside", "=", "held").execute())
      .length;
  expect(await held()).toBe(6);
  const page = await chief.get(here);
  expect(page.html).toContain("firm.example");
  const key = /name="key" value="(-?\d+)"/.exec(page.html)![1]!;

  const find = "/organise/signatures/find";
  const found = await chief.post(find, { intent: "find", address: "Person3@Firm.example" });
  expect(found.status).toBe(200);
  expect(found.html).toContain("Kazakhstan");
  expect(found.html).toContain("held");
  const nobody = await chief.post(find, { intent: "find", address: "nobody@firm.example" });
  expect(nobody.html).toContain("No signature and no form of this address is kept.");
  const ann = visitor(site.base);
  await ann.post(await signInPath(db, await newOrganiser(db, "ann@example.org")), {});
  expect((await ann.get(find)).status).not.toBe(200);

  const released = await chief.post(here, { intent: "release", key });
  expect(released.location).toMatch(/^\/organise\/signatures\/work\/\d+\?said=domain-released$/);
  await vi.waitFor(async () => expect(await held()).toBe(0), 30_000);
  expect(await checkTally(db)).toEqual([]);
  await signedAndConfirmed(db, wishFor([demand], "late@firm.example"));
  expect(await held()).toBe(0);
  const csv = await chief.post("/organise/signatures/numbers.csv", {
    intent: "export",
    by: "place",
  });
  expect(csv.html).toContain('"KZ","Kazakhstan",7,0,0,0,0');

  const { entries } = await listAudit(db);
  const told = JSON.stringify(entries);
  expect(told).not.toContain("person3");
  expect(told).not.toContain("nobody@");
  const actions = entries.map(({ action }) => action);
  expect(actions).toEqual(
    expect.arrayContaining([
      "domain.hold",
      "domain.release",
      "signatures.find",
      "signatures.export",
    ]),
  );
  const looks = entries.filter(({ action }) => action === "signatures.find");
  expect(looks.map(({ after }) => after)).toEqual([{ found: false }, { found: true }]);
});
