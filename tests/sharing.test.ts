/** What a demand is passed on with, over HTTP: its image, what pages say of themselves, lists for crawlers. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { CARD_HEIGHT, CARD_WIDTH } from "#app/demands/card/card.ts";
import { locales } from "#app/words/locale.ts";
import { readServer, serverOf } from "#app/words/typed/server-name.ts";

import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const DEMAND = `/demands/${SLUG}`;
const TITLE = `Free “them” & <all>: </script><script>alert("1")</script>`;

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await site.db
    .updateTable("demand")
    .set({ signature_count: 87_919 })
    .where("slug", "=", SLUG)
    .execute();
  await site.db
    .updateTable("demand_text")
    .set({ title: TITLE })
    .where("locale", "=", "en")
    .where("demand_id", "=", ({ selectFrom }) =>
      selectFrom("demand").select("id").where("slug", "=", SLUG),
    )
    .execute();
});
afterAll(() => site[Symbol.asyncDispose]());

const htmlOf = async (path: string) => (await visitor(site.base).get(path)).html;

const unescape = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

interface Tag {
  name: string;
  [attribute: string]: string;
}

/** The links and metas of a page. */
const tagsOf = (html: string): Tag[] =>
  [...html.split("<body")[0]!.matchAll(/<(link|meta)\b([^>]*?)\/?>/g)].map(([, name, rest]) => ({
    name: name!,
    ...Object.fromEntries(
      [...rest!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key!.toLowerCase(),
        unescape(value!),
      ]),
    ),
  }));

const alternatesOf = (tags: readonly Tag[]) =>
  Object.fromEntries(
    tags.filter((tag) => tag["hreflang"]).map((tag) => [tag["hreflang"]!, tag["href"]!]),
  );

test("the image of a demand is a PNG in each language, kept by everybody and sent once", async () => {
  const bodies = new Set<string>();
  for (const locale of locales)
    for (const path of [`/${locale}${DEMAND}/card.png`, `${DEMAND}/card.png?lang=${locale}`]) {
      const image = await raw(site.base + path);
      expect([path, image.status, image.headers["content-type"]]).toEqual([path, 200, "image/png"]);
      expect(image.body.subarray(1, 4).toString()).toBe("PNG");
      expect([image.body.readUInt32BE(16), image.body.readUInt32BE(20)]).toEqual([
        CARD_WIDTH,
        CARD_HEIGHT,
      ]);
      expect(image.headers["cache-control"]).toContain("public");
      expect(image.headers["cross-origin-resource-policy"]).toBe("cross-origin");
      expect(image.headers["set-cookie"]).toBe(undefined);
      const known = { "if-none-match": String(image.headers["etag"]) };
      expect((await raw(site.base + path, known)).status).toBe(304);
      bodies.add(image.body.toString("base64"));
    }
  expect(bodies.size).toBe(locales.length);
});

test("queries that a stranger makes up make no further image", async () => {
  const tags = new Set<string>();
  for (let n = 0; n < 60; n++) {
    const path = `/uk${DEMAND}/card.png?x=${n}&lang=${n % 2 ? "xx" : ""}&from=${n}`;
    const { status, headers } = await raw(site.base + path);
    expect(status).toBe(200);
    tags.add(`${String(headers["etag"])} ${String(headers["cache-status"]).split(";")[1]}`);
  }
  const [first] = [...tags];
  expect([...tags]).toEqual([first]);
  expect(first).toMatch(/ hit$/);
});

test("there is no image, poster, frame or way to share of what nobody may see", async () => {
  const { db } = site;
  const draft = {
    slug: "draft",
    state: "draft" as const,
    created_at: new Date(),
    updated_at: new Date(),
  };
  const { id } = await db
    .insertInto("demand")
    .values(draft)
    .returning("id")
    .executeTakeFirstOrThrow();
  const text = { title: "Secret", summary: "", body: "", addressee: "", created_at: new Date() };
  await db
    .insertInto("demand_text")
    .values({ demand_id: id, version: 1, locale: "en", translated_by: null, ...text })
    .execute();
  for (const slug of ["draft", "none", "%3Cb%3E"])
    for (const path of ["/card.png", "/share", "/poster"].map((end) => `/demands/${slug}${end}`))
      expect([path, (await raw(site.base + path)).status]).toEqual([path, 404]);
  expect((await raw(`${site.base}/embed/draft`)).status).toBe(404);
  expect(await htmlOf("/sitemap.xml")).not.toContain("/demands/draft");
});

test("a demand’s page says what networks show of it", async () => {
  for (const locale of locales) {
    const tags = tagsOf(await htmlOf(`/${locale}${DEMAND}`));
    const said = new Map(tags.map((tag) => [tag["property"] ?? tag["name"], tag["content"]]));
    const all = (name: string) => tags.filter(({ property }) => property === name);
    expect(said.get("og:url")).toBe(`${site.base}/${locale}${DEMAND}`);
    expect(said.get("og:image")).toBe(`${site.base}/${locale}${DEMAND}/card.png`);
    expect([said.get("og:image:width"), said.get("og:image:height")]).toEqual(["1200", "630"]);
    expect(said.get("og:image:alt")).toMatch(/87.919/);
    expect(said.get("og:description")).not.toBe("");
    expect(said.get("og:locale")!.slice(0, 2)).toBe(locale);
    expect(all("og:locale:alternate").map(({ content }) => content!.slice(0, 2))).toEqual(
      locales.filter((other) => other !== locale),
    );
    const html = await htmlOf(`/${locale}${DEMAND}`);
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image"/>');
  }
  const tags = tagsOf(await htmlOf(`/en${DEMAND}`));
  expect(tags.find(({ property }) => property === "og:title")!["content"]).toBe(TITLE);
});

interface Node {
  "@type": string;
  [name: string]: unknown;
}

const dataOf = (html: string) => {
  const found = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  return found.map(([, json]) => JSON.parse(json!) as { "@context": string; "@graph": Node[] });
};

test("what programs read of a demand is well formed, whatever its title, and says its count", async () => {
  const html = await htmlOf(`/en${DEMAND}`);
  const [data, ...more] = dataOf(html);
  expect(more).toEqual([]);
  expect(data!["@context"]).toBe("https://schema.org");
  const [page, crumbs] = data!["@graph"];
  expect(page).toMatchObject({
    ...{ "@type": "WebPage", name: TITLE, url: `${site.base}/en${DEMAND}`, inLanguage: "en" },
    interactionStatistic: { "@type": "InteractionCounter", userInteractionCount: 87_919 },
  });
  expect(crumbs!["@type"]).toBe("BreadcrumbList");
  expect(page!["breadcrumb"]).toEqual({ "@id": crumbs!["@id"] });
  expect(html).not.toContain("<script>alert");
  const [home] = dataOf(await htmlOf("/"));
  expect(home!["@graph"].map((node) => node["@type"])).toEqual(["Organization", "WebSite"]);
});

const locsOf = (xml: string) =>
  [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => unescape(loc!));

test("every page in the sitemap is there, names itself, and has the same addresses as its other languages", async () => {
  const { html: xml, headers } = await visitor(site.base).get("/sitemap.xml");
  expect(headers.get("content-type")).toBe("application/xml; charset=utf-8");
  const all = locsOf(xml);
  expect(new Set(all).size).toBe(all.length);
  // of places and members some stand for all, the same in each language
  const kinds = Map.groupBy(all, (loc) => loc.replace(/\w+$/, ""));
  const few = [...kinds.values()].flatMap((locs) => locs.slice(0, 10));
  expect(few).toContain(`${site.base}/uk${DEMAND}`);
  const alternates = new Map<string, Record<string, string>>();
  for (const loc of few) {
    const { status, html, headers } = await visitor(site.base).get(loc.slice(site.base.length));
    expect([loc, status, headers.get("x-robots-tag")]).toEqual([loc, 200, null]);
    const tags = tagsOf(html);
    expect(tags.find(({ rel }) => rel === "canonical")!["href"]).toBe(loc);
    alternates.set(loc, alternatesOf(tags));
  }
  for (const [loc, others] of alternates) {
    expect(Object.keys(others).sort()).toEqual([...locales, "x-default"].sort());
    expect(Object.values(others)).toContain(loc);
    for (const other of Object.values(others)) expect(alternates.get(other)).toEqual(others);
  }
  expect((await visitor(site.base).get("/robots.txt")).html).toContain(
    `\nSitemap: ${site.base}/sitemap.xml\n`,
  );
});

test("a page that is asked for with a query is another one only where it reads the query", async () => {
  const canonicalOf = async (path: string) =>
    tagsOf(await htmlOf(path)).find(({ rel }) => rel === "canonical")?.["href"];
  expect(await canonicalOf(`${DEMAND}?from=poster&utm_source=x`)).toBe(site.base + DEMAND);
  expect(await canonicalOf("/uk/?state=open&x=1")).toBe(`${site.base}/uk/?state=open`);
});

test("what is for nobody else, or is no place to be found, says no addresses", async () => {
  const paths = [
    ...["/share", "/poster", "/sign", "/check-your-inbox", "/signed"].map((end) => DEMAND + end),
    ...[`/embed/${SLUG}`, "/manage", "/organise/sign-in", "/confirm/none", "/none"],
  ];
  for (const path of paths) {
    const tags = tagsOf(await htmlOf(path));
    const named = tags.filter((tag) => tag["rel"] === "canonical" || tag["hreflang"]);
    expect([path, named]).toEqual([path, []]);
    expect([path, tags.some(({ property }) => property)]).toEqual([path, false]);
  }
});

test("the manifest has the campaign’s name in each language, and icons of the sizes that it says", async () => {
  for (const locale of locales) {
    const tags = tagsOf(await htmlOf(`/${locale}/about`));
    const { href } = tags.find(({ rel }) => rel === "manifest")!;
    const { status, headers, html } = await visitor(site.base).get(href!);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/manifest+json; charset=utf-8");
    const manifest = JSON.parse(html) as {
      name: string;
      short_name: string;
      icons: { src: string; sizes: string; type: string }[];
    };
    expect(manifest.name).toBe("Solidarity with Kazakhstan");
    expect(manifest.short_name).toBe("Solidarity");
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await raw(site.base + src);
      expect([src, icon.status, icon.headers["content-type"]]).toEqual([src, 200, type]);
      if (type !== "image/png") continue;
      expect(`${icon.body.readUInt32BE(16)}x${icon.body.readUInt32BE(20)}`).toBe(sizes);
    }
  }
});

test("who finds a weakness is told where to write, until a day within a year", async () => {
  const { html } = await visitor(site.base).get("/.well-known/security.txt");
  const fields = new Map(
    html
      .trim()
      .split("\n")
      .map((line) => line.split(/: (.*)/) as [string, string]),
  );
  expect(fields.get("Contact")).toBe("mailto:campaign@example.org");
  expect(fields.get("Canonical")).toBe(`${site.base}/.well-known/security.txt`);
  const left = Date.parse(fields.get("Expires")!) - Date.now();
  expect(left).toBeGreaterThan(300 * 86_400_000);
  expect(left).toBeLessThan(366 * 86_400_000);
});

test("each link says where it was followed from", async () => {
  const html = await htmlOf(`/uk${DEMAND}`);
  const links = unescape(/<ul class="share">.*?<\/ul>/s.exec(html)![0]);
  const url = `${site.base}/uk${DEMAND}`;
  for (const label of ["whatsapp", "telegram", "facebook", "bluesky", "email"])
    expect(links).toContain(encodeURIComponent(`${url}?from=${label}`));
  for (const label of ["share", "copy"]) expect(links).toContain(`"${url}?from=${label}"`);
});

test("a server of Mastodon is a name and nothing else, and nobody is redirected to it", async () => {
  for (const [typed, name] of [
    ["mastodon.social", "mastodon.social"],
    [" @me@Mastodon.Social ", "mastodon.social"],
    ["https://mastodon.social/@me", "mastodon.social"],
    ["мастодон.укр", "xn--80aiwgdbsi.xn--j1amh"],
    ...["localhost", "127.0.0.1", "[::1]", "0x7f.1", "a.b:8080", "a@b:c", "evil.example#x", ""].map(
      (one) => [one, undefined] as const,
    ),
    ...["javascript:alert(1)", "//evil", "a b.c", "-.example", `${"a.".repeat(130)}example`].map(
      (one) => [one, undefined] as const,
    ),
  ] as const)
    expect([typed, serverOf(readServer(typed))]).toEqual([typed, name]);
  const ask = (server: string) =>
    visitor(site.base).get(`${DEMAND}/share?server=${encodeURIComponent(server)}`);
  const { status, html } = await ask("@me@mastodon.social");
  expect(status).toBe(200);
  expect(unescape(html)).toContain(
    `href="https://mastodon.social/share?text=${encodeURIComponent(TITLE)}`,
  );
  const wrong = await ask("javascript:alert(1)");
  expect(wrong.status).toBe(200);
  expect(wrong.html).toContain('aria-invalid="true"');
  expect(wrong.html).not.toContain('href="javascript:');
});

test("a frame may stand on any page, and has no cookie and no script", async () => {
  const { status, headers, html } = await visitor(site.base).get(`/uk/embed/${SLUG}`);
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toContain("frame-ancestors *");
  expect(headers.get("content-security-policy")).not.toContain("script-src");
  expect(headers.has("set-cookie")).toBe(false);
  expect(html).not.toContain("<script");
  expect(html).toMatch(/<html lang="uk">/);
  expect(html).toContain(`href="/uk${DEMAND}?from=embed" target="_blank"`);
});
