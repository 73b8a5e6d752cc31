import { afterAll, beforeAll, expect, test } from "vitest";

import { audienceKinds } from "#app/letters/audience.ts";

import { signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { type Answer, fieldsFor, linkIn, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

/** The first organiser, whose link works once. */
const organiser = async () => (first ??= await signIn());
let first: ReturnType<typeof visitor> | undefined;
async function signIn() {
  const ann = visitor(site.base);
  await ann.post(await signInPath(site.db), {});
  return ann;
}

/** A refused form: its summary leads to each of the fields that are wrong, in their order. */
function expectRefused({ status, html }: Answer, ...fields: string[]): void {
  expect(status).toBe(422);
  const summary = /<div class="error-summary".*?<\/div>/s.exec(html)![0];
  expect([...summary.matchAll(/href="#(\w+)"/g)].map(([, field]) => field)).toEqual(fields);
  for (const field of fields) expect(html).toMatch(new RegExp(` id="${field}"`));
}

test("who asks for a sign-in link twice at once is told so, and keeps the address typed", async () => {
  const ann = visitor(site.base);
  const twice = await ann.post("/organise/sign-in", { email: ["a@example.org", "b@example.org"] });
  expectRefused(twice, "email");
  expect(twice.html).toContain('value="a@example.org"');
  expectRefused(await ann.post("/organise/sign-in", { email: "nonsense" }), "email");
});

test("a signer’s forms that are refused show what was typed, and what was not ticked", async () => {
  const ann = visitor(site.base);
  await ann.sign("free-the-prisoners", { email: "kept@example.org", also: "withdraw-the-troops" });
  const [mail] = await ann.mails("kept@example.org");
  const confirm = linkIn(mail!, "/confirm/");
  const unticked = await ann.post(confirm, { chosen: "yes" });
  expectRefused(unticked, "demand");
  expect(unticked.html).not.toMatch(/type="checkbox"[^>]* checked/);
  await ann.post(confirm, {});
  const manage = await ann.manageLink("kept@example.org");
  const renamed = await ann.post(manage, { intent: "rename", name: "=x" });
  expectRefused(renamed, "name");
  expect(renamed.html).toMatch(/name="name"[^>]*value="=x"|value="=x"[^>]*name="name"/);
  expectRefused(await ann.post(manage, { intent: "rename", name: ["Ann", "Bo"] }), "name");
  expectRefused(await ann.post(manage, { intent: "withdraw" }), "demand");
  expect((await ann.post(manage, { intent: ["rename", "withdraw"] })).status).toBe(400);
  expect((await ann.get(manage)).html).toContain("Ann O&#x27;Neil");
});

test("an organiser’s forms that are refused say so above, at each field, and keep the rest", async () => {
  const ann = await organiser();
  const letter = await ann.post("/organise/letters/new", {
    demand: "free-the-prisoners",
    subject: ["One", "Two"],
    body: "Dear {{nobody}}",
    audience: "region",
    per_hour: "77",
  });
  expectRefused(letter, "subject", "body", "region");
  for (const kept of ['value="One"', "Dear {{nobody}}", 'value="77"'])
    expect(letter.html).toContain(kept);
  const member = "/organise/members/9000001";
  const address = await ann.post(member, { intent: "address", email: "no address" });
  expectRefused(address, "email");
  expect(address.html).toContain('value="no address"');
  const stance = await ann.post(member, {
    ...{ intent: "stance", demand: "free-the-prisoners", date: "2099-01-01" },
    ...{ quote: "As I said.", source: "javascript:x" },
  });
  expectRefused(stance, "stance", "date", "source");
  for (const kept of ["As I said.", 'value="2099-01-01"', 'value="javascript:x"'])
    expect(stance.html).toContain(kept);
  expect(await site.db.selectFrom("stance").select("member_id").execute()).toEqual([]);
  const shown = fieldsFor((await ann.get(member)).html, "stance");
  const sent = { ...shown, demand: "free-the-prisoners", date: "2026-01-01", source: "x" };
  expect((await ann.post(member, { ...sent, stance: "partly" })).location).toMatch(/said=stance/);
  expect((await ann.post(member, { intent: "nothing" })).status).toBe(400);
});

test("whom a letter is for nobody chooses but the organiser: without it nothing is kept but the form", async () => {
  const ann = await organiser();
  const form = (await ann.get("/organise/letters/new")).html;
  const radios = form.match(/<input[^>]*type="radio"[^>]*>/g)!;
  expect(radios).toHaveLength(audienceKinds.length);
  const boxes = ["region", "party"].flatMap(
    (name) => form.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`, "g")) ?? [],
  );
  expect(boxes.length).toBeGreaterThan(2);
  for (const one of [...radios, ...boxes]) expect(one).not.toContain("checked");
  const letters = () => site.db.selectFrom("letter").select("id").execute();
  const before = (await letters()).length;
  const typed = {
    demand: "free-the-prisoners",
    subject: "To you",
    body: "Dear you",
    region: "Wales",
  };
  const nones: Record<string, string>[] = [{}, { audience: "" }, { audience: "everyone" }];
  for (const none of nones) {
    const refused = await ann.post("/organise/letters/new", { ...typed, ...none });
    expectRefused(refused, "audience");
    for (const kept of ['value="To you"', "Dear you"]) expect(refused.html).toContain(kept);
    expect(refused.html).toMatch(/<input(?=[^>]*checked)[^>]*value="Wales"/);
  }
  expect(await letters()).toHaveLength(before);
});

test("a reason that cannot be taken is kept, and nothing is sent", async () => {
  const ann = await organiser();
  const written = await ann.post("/organise/letters/new", {
    ...{ demand: "free-the-prisoners", subject: "To you", body: "Dear {{member.name}}" },
    ...{ audience: "all", per_hour: "60" },
  });
  const letter = written.location.split("?")[0]!;
  await ann.post(letter, fieldsFor((await ann.get(letter)).html, "approve"));
  const sent = await ann.post(letter, { intent: "send", override_reason: "So\tsoon" });
  expectRefused(sent, "override_reason");
  expect(sent.html).toContain("Nothing was sent");
  expect(sent.html).toContain('value="So\tsoon"');
  const long = await ann.post(letter, { intent: "send", override_reason: "x".repeat(501) });
  expectRefused(long, "override_reason");
  expect((await ann.post(letter, { intent: "send", override_reason: "" })).location).toMatch(
    /said=sending/,
  );
});

test("who ticks more demands than one signing holds is told so", async () => {
  const ann = visitor(site.base);
  const also = Array.from({ length: 50 }, (_, n) => `demand-${n}`);
  const many = await ann.sign("free-the-prisoners", { also });
  expectRefused(many, "also");
  expect(many.html).toContain("One signing holds at most 50 demands");
  const gone = await ann.sign("free-the-prisoners", { also: also.slice(1) });
  expect(gone.html).toContain("no longer open");
});
