import { afterAll, beforeAll, expect, test } from "vitest";

import { type Site, startSite } from "./support/server.ts";
import { filled, linkIn, sureOf, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
});
afterAll(() => site[Symbol.asyncDispose]());

const person = (language?: string) => visitor(site.base, language);
let number = 0;
const someone = () => `someone${++number}@example.org`;
const idOf = async (slug: string) =>
  (
    await site.db
      .selectFrom("demand")
      .select("id")
      .where("slug", "=", slug)
      .executeTakeFirstOrThrow()
  ).id;

test("a signer signs, confirms, is counted, manages and withdraws", async () => {
  const ann = person();
  const email = someone();
  const id = await idOf("free-the-prisoners");
  const before = await ann.count(id);

  const signing = await ann.sign("free-the-prisoners", { email, also: ["withdraw-the-troops"] });
  expect([signing.status, signing.location]).toEqual([
    303,
    "/demands/free-the-prisoners/check-your-inbox",
  ]);
  expect((await ann.get(signing.location)).html).toContain("Check your inbox");
  const [mail] = await ann.mails(email);
  expect(mail!.subject).toBe("Please confirm your signature");
  expect(mail!.text).not.toContain("Ann O'Neil");

  const link = linkIn(mail!, "/confirm/");
  const shown = await ann.get(link);
  expect(shown.status).toBe(200);
  expect(shown.headers.get("cache-control")).toBe("no-store");
  expect(shown.html).toContain("Cities of London and Westminster");
  expect(await ann.count(id)).toBe(before);
  const head = await fetch(new URL(link, site.base), { method: "HEAD" });
  const options = await fetch(new URL(link, site.base), { method: "OPTIONS" });
  expect([head.status, options.status, await ann.count(id)]).toEqual([200, 204, before]);

  const confirmed = await Promise.all(
    Array.from({ length: 20 }, () =>
      ann.post(link, { demand: ["free-the-prisoners", "withdraw-the-troops"] }),
    ),
  );
  for (const { status, location } of confirmed) {
    expect([status, location]).toEqual([303, "/en/demands/withdraw-the-troops/signed"]);
  }
  await expect.poll(() => ann.count(id)).toBe(before + 1);
  expect((await ann.get(link)).html).toContain("You have signed already");

  await site.db.deleteFrom("mail_allowance").execute();
  await ann.sign("free-the-prisoners", { email: email.toUpperCase() });
  const already = (await ann.mails(email.toUpperCase().replace("EXAMPLE.ORG", "example.org")))[0]!;
  const manage = linkIn(already, "/manage/");
  const page = await ann.get(manage);
  expect(page.html).toContain("Ann O&#x27;Neil");
  const asked = await ann.post(manage, { intent: "export" });
  expect(asked.status).toBe(303);
  const exported = JSON.parse((await ann.get(asked.location)).html) as {
    email: string;
    signatures: unknown[];
  };
  expect([exported.email, exported.signatures.length]).toEqual([email, 2]);
  expect((await ann.post(manage, { intent: "rename", name: "=x" })).status).toBe(422);
  expect((await ann.post(manage, { intent: "rename", name: "Ann B" })).html).toContain("Ann B");
  for (const demand of [[], "99999999999", "russian-troops-out"]) {
    const kept = await ann.post(manage, { intent: "withdraw", demand });
    expect([kept.status, await ann.count(id)]).toEqual([422, before + 1]);
    expect(kept.html).toContain("Nothing is withdrawn yet");
  }
  const sure = await ann.post(manage, { intent: "withdraw", all: "yes" });
  expect([sure.status, await ann.count(id)]).toEqual([200, before + 1]);
  const gone = await ann.post(manage, sureOf(sure));
  expect(gone.html).toContain("withdrawn and erased");
  expect(await ann.count(id)).toBe(before);
  expect((await ann.get(manage)).html).toContain("Nothing is stored");
  expect([(await ann.post(link, {})).status, await ann.count(id)]).toEqual([410, before]);
});

test("a signer withdraws one of two by its name, then the other without naming it", async () => {
  const ann = person();
  const email = someone();
  const id = await idOf("free-the-prisoners");
  await ann.sign("free-the-prisoners", { email, also: ["withdraw-the-troops"] });
  const [mail] = await ann.mails(email);
  const link = linkIn(mail!, "/confirm/");
  const unticked = await ann.post(link, { chosen: "yes" });
  expect(unticked.status).toBe(422);
  expect(unticked.html).toContain("Tick at least one demand");
  const before = await ann.count(id);
  expect((await ann.post(link, {})).status).toBe(303);
  await expect.poll(() => ann.count(id)).toBe(before + 1);
  const manage = await ann.manageLink(email);
  const one = await ann.post(manage, { intent: "withdraw", demand: "free-the-prisoners" });
  expect(one.html).toContain("1 signature will be withdrawn");
  await ann.post(manage, sureOf(one));
  expect(await ann.count(id)).toBe(before);
  const page = await ann.get(manage);
  expect(page.html).toContain("withdraw-the-troops");
  expect(page.html).not.toContain("free-the-prisoners");
  const wrong = await ann.post(manage, { intent: "withdraw", demand: "free-the-prisoners" });
  expect(wrong.status).toBe(422);
  const other = await ann.post(manage, { intent: "withdraw" });
  expect((await ann.post(manage, sureOf(other))).html).toContain("withdrawn and erased");
  expect((await ann.get(manage)).html).toContain("Nothing is stored");
});

test("an unknown postcode asks for the constituency, and takes “I don’t know”", async () => {
  const ann = person();
  const email = someone();
  const asked = await ann.sign("free-the-prisoners", { email, postcode: "AB10 1AB" });
  expect(asked.status).toBe(422);
  expect(asked.html).toMatch(/<select[^>]*name="constituency"/);
  expect(asked.html).toContain(email);
  expect(asked.html).toContain('value="S14000085"');
  for (const constituency of ["S14000085", "unknown"]) {
    const taken = await ann.sign("free-the-prisoners", {
      email: someone(),
      postcode: "AB10 1AB",
      constituency,
    });
    expect(taken.status).toBe(303);
  }
  const wrong = await ann.sign("free-the-prisoners", {
    email: someone(),
    postcode: "AB10 1AB",
    constituency: "E99999999",
  });
  expect(wrong.status).toBe(422);
});

test("somebody abroad gives a country alone", async () => {
  const olena = person("uk");
  const email = someone();
  const taken = await olena.sign("russian-troops-out", { email, country: "UA", postcode: "" });
  expect(taken.status).toBe(303);
  const [mail] = await olena.mails(email);
  const link = linkIn(mail!, "/confirm/");
  expect(link).toMatch(/^\/uk\/confirm\//);
  const page = await olena.get(link);
  expect(page.html).toContain('<html lang="uk">');
  expect(page.html).toContain("Україна");
});

test("every answer to a signing is the same: new and known", async () => {
  const ann = person();
  const same = async (values: Record<string, string>) => {
    const { status, location, html, headers } = await ann.sign("condemn-the-crackdown", values);
    const names = [...headers.keys()].filter((name) => name !== "date").sort();
    return JSON.stringify([status, location, html, names]);
  };
  const email = someone();
  const fresh = await same({ email });
  expect(await same({ email })).toBe(fresh);
});

test("closed demands answer 410, drafts and unknown ones 404", async () => {
  const now = new Date();
  await site.db
    .insertInto("demand")
    .values([
      { slug: "closed-demand", state: "closed", goal: null, created_at: now, updated_at: now },
      { slug: "draft-demand", state: "draft", goal: null, created_at: now, updated_at: now },
      { slug: "removed-demand", state: "removed", goal: null, created_at: now, updated_at: now },
    ])
    .execute();
  const ids = await site.db
    .selectFrom("demand")
    .select(["id", "slug"])
    .where("slug", "in", ["closed-demand", "draft-demand", "removed-demand"])
    .execute();
  for (const { id, slug } of ids) {
    await site.db
      .insertInto("demand_text")
      .values({
        ...{ demand_id: id, version: 1, locale: "en", title: slug, summary: "s", body: "b" },
        ...{ addressee: "a", translated_by: null, created_at: now },
      })
      .execute();
  }
  const ann = person();
  expect((await ann.get("/demands/closed-demand")).status).toBe(200);
  expect((await ann.get("/demands/closed-demand")).html).not.toContain('<form method="post"');
  expect((await ann.get("/demands/closed-demand/sign")).status).toBe(410);
  expect((await ann.sign("closed-demand")).status).toBe(410);
  expect((await ann.get("/demands/draft-demand")).status).toBe(404);
  expect((await ann.sign("draft-demand")).status).toBe(404);
  expect((await ann.get("/demands/removed-demand")).status).toBe(410);
  const id = (slug: string) => ids.find((one) => one.slug === slug)!.id;
  expect((await ann.get(`/petitions/${id("draft-demand")}.json`)).status).toBe(404);
  expect((await ann.get(`/petitions/${id("removed-demand")}.json`)).status).toBe(410);
  expect((await ann.get("/petitions/nonsense.json")).status).toBe(400);
});

test("the host refuses what no page of ours sends", async () => {
  const ann = person();
  const path = "/demands/free-the-prisoners/sign";
  const status = async (init: RequestInit, where = path) =>
    (await fetch(new URL(where, site.base), { redirect: "manual", ...init })).status;
  const body = new URLSearchParams(filled as Record<string, string>);
  const origin = site.base;
  expect(await status({ method: "POST", body, headers: { origin: "https://evil.example" } })).toBe(
    403,
  );
  expect(await status({ method: "POST", body, headers: { origin: "null" } })).toBe(403);
  expect(await status({ method: "POST", body })).toBe(403);
  expect(
    await status({
      method: "POST",
      body,
      headers: { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    }),
  ).toBe(403);
  expect(
    await status({ method: "POST", body: "<a/>", headers: { origin, "content-type": "text/xml" } }),
  ).toBe(415);
  expect(
    await status({
      method: "POST",
      body: `name=${"a".repeat(2_000_000)}`,
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    }),
  ).toBe(413);
  const put = await fetch(new URL(path, site.base), { method: "PUT", body });
  expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  const post = await fetch(new URL("/about", site.base), {
    method: "POST",
    body,
    headers: { origin },
  });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect(await status({}, "/?_data=routes/home")).toBe(400);
  expect((await ann.get("/nonsense")).html).toContain("There is nothing here");
});

test("links in mails begin with the configured origin, whatever Host a request names", async () => {
  const ann = person();
  const email = someone();
  await ann.post(
    "/demands/free-the-prisoners/sign",
    { ...filled, email },
    { "x-forwarded-host": "evil.example" },
  );
  const [mail] = await ann.mails(email);
  expect(mail!.text).toContain(`${site.base}/en/confirm/`);
  expect(mail!.text + mail!.html).not.toContain("evil.example");
});

test("pages carry the headers that keep them safe, and no cookie", async () => {
  for (const path of [
    "/",
    "/demands/free-the-prisoners",
    "/constituencies",
    "/members",
    "/about",
  ]) {
    const { headers, html } = await person().get(path);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("cache-control")).toContain("public");
    // data for programs is none that runs
    expect(html).not.toMatch(/<script(?![^>]*(?:src=|type="application\/ld\+json"))/);
    expect(html).not.toMatch(/(src|href)="https?:\/\/(?!127|wa\.me|t\.me|www\.facebook|bsky)/);
  }
});

test("what reads petition.parliament.uk reads this", async () => {
  const ann = person();
  const list = await ann.json<{
    links: { self: string; next: string | null };
    data: { id: number; links: { self: string }; attributes: Record<string, unknown> }[];
  }>("/petitions.json?state=open");
  expect(list.data.length).toBeGreaterThanOrEqual(5);
  const [first] = list.data;
  expect(first!.links.self).toBe(`${site.base}/petitions/${first!.id}.json`);
  const response = await fetch(first!.links.self);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const etag = response.headers.get("etag")!;
  const again = await fetch(first!.links.self, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);
  const one = (await response.json()) as { data: { attributes: Record<string, unknown> } };
  expect(Object.keys(one.data.attributes)).toEqual(
    expect.arrayContaining([
      ...["action", "background", "additional_details", "committee_note", "state"],
      ...["signature_count", "created_at", "signatures_by_country", "signatures_by_constituency"],
      ...["signatures_by_region", "other_parliamentary_business", "departments", "topics"],
    ]),
  );
  const small = await ann.json<typeof list>("/petitions.json?count=2");
  expect(small.data.length).toBe(2);
  const next = await ann.json<typeof list>(
    new URL(small.links.next!).pathname + new URL(small.links.next!).search,
  );
  expect(next.data[0]!.id).not.toBe(small.data[0]!.id);
  expect((await ann.json<typeof list>("/petitions.json?page=99")).data).toEqual([]);
  const seats = await ann.json<Record<string, { mp: string }>>("/constituencies.json");
  expect(seats["E14001172"]!.mp).toBe("Alex Example MP");
});

test("a place with fewer than five signatures shows no number, and the totals count it", async () => {
  const ann = person();
  const id = await idOf("confiscate-the-properties");
  const signIn = async (postcode: string) => {
    const email = someone();
    await ann.sign("confiscate-the-properties", { email, postcode });
    const [mail] = await ann.mails(email);
    await ann.post(linkIn(mail!, "/confirm/"), {});
  };
  for (let n = 0; n < 5; n++) await signIn("LS2 9JT");
  for (let n = 0; n < 4; n++) await signIn("M1 1AE");
  type Answer = {
    data: {
      attributes: {
        signature_count: number;
        signatures_by_constituency: { ons_code: string; signature_count: number }[];
      };
    };
  };
  const { attributes } = (await ann.json<Answer>(`/petitions/${id}.json`)).data;
  expect(attributes.signature_count).toBe(9);
  expect(attributes.signatures_by_constituency).toEqual([
    {
      name: "Leeds Central and Headingley",
      ons_code: "E14001319",
      mp: "Sam Specimen MP",
      signature_count: 5,
    },
  ]);
  expect((await ann.get("/constituencies/E14001352")).html).toContain("fewer than 5");
  expect((await ann.get(`/petitions/${id}.csv`)).html).toContain('"Leeds Central and Headingley"');
});

test("every page names itself in its title", async () => {
  const titles = {
    "/": "Solidarity with Kazakhstan",
    "/demands/free-the-prisoners":
      "Free the prisoners: all arrested and imprisoned protesters – Solidarity with Kazakhstan",
    "/members": "MPs – Solidarity with Kazakhstan",
    "/uk/privacy": "Приватність – Solidarity with Kazakhstan",
    "/nowhere": "There is nothing here – Solidarity with Kazakhstan",
  };
  for (const [path, title] of Object.entries(titles)) {
    expect((await person().get(path)).html).toContain(`<title>${title}</title>`);
  }
});

test("every page answers in every language", async () => {
  for (const lang of ["en", "uk", "kk", "ru"]) {
    for (const path of [
      "/",
      "/demands/free-the-prisoners",
      "/constituencies",
      "/members",
      "/letters",
      "/about",
      "/privacy",
      "/accessibility",
      "/nonsense",
    ]) {
      const page = await person().get(`/${lang}${path}`);
      expect(page.status).toBe(path === "/nonsense" ? 404 : 200);
      expect(page.html).toContain(`<html lang="${lang}">`);
    }
    expect((await person(`${lang}-XX,en;q=0.5`).get("/")).html).toContain(`<html lang="${lang}">`);
  }
});
