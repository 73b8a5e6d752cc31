/** Rules for mail domains: whose they are, what they leave as it is, and what stays held at a listed one. */
import { expect, test } from "vitest";

import { domainKey } from "#app/keys.server.ts";
import { cancelBulk } from "#app/review/bulk/ask-bulk.server.ts";
import { getBulk } from "#app/review/bulk/get-bulk.server.ts";
import { listRules, releaseDomain, ruleDomain } from "#app/review/domains/rules.server.ts";
import { holdDomains } from "#app/review/hold-domains.server.ts";
import type { Db } from "#db/connection.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { countOf, makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

const domain = "firm.example";
const key = domainKey(testKeys, domain);

const rule = (db: Db, kind: "held" | "listed", organiserId: number, reason: string, now: Date) =>
  db
    .transaction()
    .execute((tx) => ruleDomain(tx, testKeys, kind, { domain, reason, organiserId }, now));

const release = (db: Db, organiserId: number) =>
  db
    .transaction()
    .execute((tx) =>
      releaseDomain(tx, key, { reason: "They answered", organiserId }, new Date(Date.now() + 1)),
    );

test("a rule that stands already keeps its reason and who gave it, as the page says", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [ann, bob] = [
    await newOrganiser(db, "ann@example.org"),
    await newOrganiser(db, "bob@example.org"),
  ];
  const now = new Date();
  await rule(db, "held", ann, "Too many", now);
  const again = await rule(db, "held", bob, "Another reason", new Date(now.getTime() + 1_000));
  expect(again).toEqual({ said: "domain-as-it-is" });
  expect(await listRules(db)).toMatchObject([{ reason: "Too many", setBy: ann, setAt: now }]);
});

test("what was counted when an organiser held a domain stays counted, though they organise no more", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], `one@${domain}`));
  const ann = await newOrganiser(db, "ann@example.org");
  const now = new Date(Date.now() + 1_000);
  await rule(db, "held", ann, "Too many", now);
  await db.deleteFrom("organiser").where("id", "=", ann).execute();
  await db.transaction().execute((tx) => holdDomains(tx, [], new Date(now.getTime() + 10_000)));
  expect(await countOf(db, demand)).toBe(1);
  // nor is it the site's own deed now
  expect(await listRules(db)).toMatchObject([{ setBy: ann }]);
});

test("what stays held at a domain that was listed is told beside it, and released from there", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const ann = await newOrganiser(db, "ann@example.org");
  await rule(db, "held", ann, "Too many", new Date());
  await signedAndConfirmed(db, wishFor([demand], `one@${domain}`));
  await rule(db, "listed", ann, "An employer", new Date());
  expect(await listRules(db)).toMatchObject([{ rule: "listed", held: 1 }]);
  const { bulk: id, said } = await release(db, ann);
  expect(said).toBe("domain-released");
  await bulkWork(db, ann, () => new Date(Date.now() + 2)).until(id!, "done");
  expect(await countOf(db, demand)).toBe(1);
  expect(await release(db, ann)).toEqual({ said: "domain-as-it-is" });
});

test("a release that is thrown away before it began is written down, as the release was", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ann = await newOrganiser(db, "ann@example.org");
  await rule(db, "held", ann, "Too many", new Date());
  const { bulk: id } = await release(db, ann);
  const { version } = (await getBulk(db, id!))!;
  const cancelled = await db
    .transaction()
    .execute((tx) => cancelBulk(tx, id!, version, new Date()));
  expect(cancelled).toMatchObject({
    said: "bulk-dropped",
    changed: { action: "signatures.cancel", subject: `work ${id}` },
  });
});
