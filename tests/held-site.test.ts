/** What people see of signatures that are held or were taken off the count, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { domainKey, signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { setStanding, type Standing } from "#app/signatures/set-aside.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";

import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, sureOf, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";

let site: Site;
beforeAll(async () => {
  site = await startSite();
  const now = new Date();
  const rule = { rule: "held" as const, name: "held.example", reason: "Many at once" };
  await site.db
    .insertInto("domain_rule")
    .values({ ...rule, domain_key: domainKey(testKeys, "held.example"), set_by: null, set_at: now })
    .execute();
});
afterAll(() => site[Symbol.asyncDispose]());

/** Signs two demands and confirms. @returns the page after it, and the link in the mail */
async function signsAndConfirms(email: string) {
  const person = visitor(site.base);
  await person.sign(SLUG, { email, also: ["withdraw-the-troops"] });
  const link = linkIn((await person.mails(email))[0]!, "/confirm/");
  const asked = await person.get(link);
  const { location } = await person.post(link, {});
  return { person, link, asked, thanks: await person.get(location) };
}

const idOf = async () =>
  (await site.db.selectFrom("demand").select("id").where("slug", "=", SLUG).executeTakeFirst())!.id;

async function sets(email: string, to: Standing): Promise<void> {
  const { db } = site;
  const signer = signerKey(testKeys, canonicalAddress(email));
  const now = new Date();
  const { id } = await db
    .insertInto("review")
    .values({
      ...{ deed: "invalidate", conditions: "{}", reason: "Made up", state: "done", number: 1 },
      ...{ organiser_id: null, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const signatures = [{ demandId: await idOf(), signerKey: signer }];
  await setStanding(
    db,
    { signatures, from: ["held", "counted"], to, reviewId: id, seenAt: now },
    now,
  );
}

const text = (html: string) => html.replace(/<[^>]+>/g, "").replaceAll(/\s+/g, " ");

test("whose mail domain is held is promised nothing, and told so on their own page and beside the count", async () => {
  const email = "one@held.example";
  const { person, link, asked, thanks } = await signsAndConfirms(email);
  for (const page of [asked, thanks]) expect(page.html).not.toMatch(/you are counted/i);
  expect(thanks.html).toContain("Your signature is confirmed.");
  // the link again says the same as to anybody
  expect((await person.get(link)).html).toContain("Your signature is confirmed.");
  const id = await idOf();
  expect(await person.count(id)).toBe(0);
  await expect
    .poll(async () => text((await person.get(`/demands/${SLUG}`)).html))
    .toContain("1 more is confirmed and being looked at. The count is without it.");
  expect(text((await person.get(`/uk/demands/${SLUG}`)).html)).toContain(
    "Ще 1 підпис підтверджено",
  );
  const program = await person.json<{ data: { attributes: { signature_count: number } } }>(
    `/petitions/${id}.json`,
  );
  expect(program.data.attributes.signature_count).toBe(0);

  const manage = await person.manageLink(email);
  expect(text((await person.get(manage)).html)).toMatch(
    /Confirmed on .*, and not counted yet: .* You need not do anything\./,
  );
  const file = JSON.parse((await person.get(`${manage}/export`)).html) as {
    signatures: { counted: boolean; standing: string }[];
  };
  expect(file.signatures).toMatchObject(Array(2).fill({ counted: false, standing: "held" }));
  const sure = await person.post(manage, { intent: "withdraw", all: "yes" });
  expect(text(sure.html)).toContain("None of it is counted now, so no count changes.");
  await person.post(manage, sureOf(sure));
  expect(await checkTally(site.db)).toEqual([]);
  const after = text((await person.get(`/demands/${SLUG}`)).html);
  expect(after).not.toContain("being looked at");
  expect(after).toContain("1 signature was taken back or removed.");
});

test("whose signature was taken off the count is told where to write to, and may withdraw it", async () => {
  const email = "two@counted.example";
  const { person } = await signsAndConfirms(email);
  const id = await idOf();
  await expect.poll(() => person.count(id)).toBe(1);
  await sets(email, "invalidated");
  const manage = await person.manageLink(email);
  const page = text((await person.get(manage)).html);
  expect(page).toMatch(
    /then taken off the count: .* If you gave it yourself, write to \S+@\S+ and/,
  );
  const file = JSON.parse((await person.get(`${manage}/export`)).html) as {
    signatures: { counted: boolean; standing: string }[];
  };
  expect(file.signatures.map(({ standing }) => standing).toSorted()).toEqual([
    "counted",
    "invalidated",
  ]);
  const sure = await person.post(manage, { intent: "withdraw", all: "yes" });
  expect(text(sure.html)).toContain(
    "Where a signature is counted now (1), the count goes down; where it is not (1), it stays.",
  );
  await person.post(manage, sureOf(sure));
  expect(await checkTally(site.db)).toEqual([]);
});
