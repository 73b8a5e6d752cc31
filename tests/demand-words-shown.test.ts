/** A signature is given to the words that its signer was shown, however long ago the page was opened. */
import { expect, test } from "vitest";

import { type Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { startSite } from "./support/server.ts";
import { makeDemand, signed, wishFor } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const now = new Date();

async function rewrite(db: Db, id: number, version: number) {
  await db
    .insertInto("demand_text")
    .values({
      ...{
        demand_id: id,
        version,
        locale: "en" as const,
        title: `Title ${version}`,
        body: "Other",
      },
      ...{ summary: "", addressee: "them", translated_by: null, created_at: now },
    })
    .execute();
  await db.updateTable("demand").set({ text_version: version }).where("id", "=", id).execute();
}

const given = async (db: Db, signing: string) => {
  const { text_versions } = await db
    .selectFrom("signing")
    .select("text_versions")
    .where("id", "=", signing)
    .executeTakeFirstOrThrow();
  return text_versions;
};

test("a signing is given to the version that was shown; further demands and versions that never were, to the words that stand", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [id, other] = [await makeDemand(db, "first"), await makeDemand(db, "other")];
  for (const demand of [id, other]) await rewrite(db, demand, 2);
  const both = (address: string, words?: number) =>
    signed(db, { ...wishFor([id, other], address), words }, now);
  expect(await given(db, await both("a@example.org", 1))).toEqual([1, 2]);
  expect(await given(db, await both("b@example.org", 2))).toEqual([2, 2]);
  expect(await given(db, await both("c@example.org"))).toEqual([2, 2]);
  expect(await given(db, await both("d@example.org", 3))).toEqual([2, 2]);
  const mails = await db.selectFrom("mail_message").select("params").orderBy("id").execute();
  expect(mails.map(({ params }) => (params as { titles: string[] }).titles[0]).sort()).toEqual([
    "Title 2",
    "Title 2",
    "Title 2",
    "Title of first",
  ]);
});

test("the form says which words stand beside it, also when it comes again", async () => {
  await using site = await startSite();
  const { db } = site;
  const id = await makeDemand(db, "kept-open");
  const page = await visitor(site.base).get("/demands/kept-open");
  expect(page.html).toContain('name="words" value="1"');
  await rewrite(db, id, 2);
  const form = { name: "Ann", email: "ann@example.org", country: "KZ", words: "1" };
  const again = await visitor(site.base).post("/demands/kept-open/sign", form);
  expect(again.status).toBe(422);
  expect(again.html).toContain('name="words" value="1"');
  const taken = await visitor(site.base).post("/demands/kept-open/sign", {
    ...form,
    consent: "yes",
  });
  expect(taken.status).toBe(303);
  const odd = { ...form, email: "bob@example.org", consent: "yes", words: "none" };
  expect((await visitor(site.base).post("/demands/kept-open/sign", odd)).status).toBe(303);
  const rows = await db.selectFrom("signing").select("text_versions").orderBy("id").execute();
  expect(rows.map((row) => row.text_versions)).toEqual([[1], [2]]);
});
