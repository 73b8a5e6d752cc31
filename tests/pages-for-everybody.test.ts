import { setTimeout as sleep } from "node:timers/promises";
import zlib from "node:zlib";

import { afterAll, beforeAll, expect, test } from "vitest";

import { takeAway } from "./support/away.ts";
import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";
import { filled, linkIn, sureOf, visitor } from "./support/visitor.ts";

const DEMAND = "/demands/free-the-prisoners";

let site: Site;
let id: number;
beforeAll(async () => {
  site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
  const { id: found } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  id = found;
});
afterAll(() => site[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) => raw(site.base + path, headers);
const statusOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(path, headers)).headers["cache-status"];

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

/** Signs and confirms as somebody new; gives the link to withdraw by. */
async function confirmOne(base: string, email: string): Promise<string> {
  const ann = visitor(base);
  await ann.sign("free-the-prisoners", { email });
  const [mail] = await ann.mails(email);
  expect((await ann.post(linkIn(mail!, "/confirm/"), {})).status).toBe(303);
  return ann.manageLink(email);
}

async function withdraw(base: string, link: string): Promise<void> {
  const ann = visitor(base);
  await ann.post(link, sureOf(await ann.post(link, { intent: "withdraw" })));
}

/** The count as a new connection hears it. */
async function countAt(base: string): Promise<number> {
  const { body } = await raw(`${base}/petitions/${id}/count.json`, { connection: "close" });
  return (JSON.parse(String(body)) as { signature_count: number }).signature_count;
}

test("the second who asks gets the kept page, compressed as they take it", async () => {
  expect(await statusOf(`/?state=open`)).toBe("demands; fwd=miss");
  const plain = await get(`/?state=open`);
  expect(plain.headers["cache-status"]).toMatch(/^demands; hit/);
  expect(plain.headers["age"]).toMatch(/^\d+$/);
  const codings = {
    "gzip, deflate, br": "br",
    gzip: "gzip",
    "br;q=0, gzip;q=0.5": "gzip",
    "*": "br",
    identity: undefined,
    "": undefined,
  };
  const unpack = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync };
  for (const [accepted, coding] of Object.entries(codings)) {
    const answer = await get(`/?state=open`, { "accept-encoding": accepted });
    expect([accepted, answer.headers["content-encoding"]]).toEqual([accepted, coding]);
    expect(Number(answer.headers["content-length"])).toBe(answer.body.length);
    expect(answer.headers["vary"]).toBe("Accept-Language, Accept-Encoding");
    const body = coding ? unpack[coding as keyof typeof unpack](answer.body) : answer.body;
    expect(body.equals(plain.body)).toBe(true);
  }
});

test("who has the page already hears 304, for that compression alone", async () => {
  for (const path of ["/about", "/petitions.json", `/petitions/${id}/count.json`]) {
    const first = await get(path, { "accept-encoding": "br" });
    const etag = String(first.headers["etag"]);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await get(path, { "accept-encoding": "br", "if-none-match": known });
      expect([known, again.status, again.body.length]).toEqual([known, 304, 0]);
      for (const name of ["etag", "cache-control", "vary"]) {
        expect(again.headers[name]).toBe(first.headers[name]);
      }
      expect(again.headers["content-length"]).toBeUndefined();
    }
    const other = await get(path, { "accept-encoding": "br", "if-none-match": '"other"' });
    expect(other.status).toBe(200);
  }
  const packed = await get("/about", { "accept-encoding": "br" });
  const unpacked = await get("/about", { "if-none-match": String(packed.headers["etag"]) });
  expect(unpacked.status).toBe(200);
});

test("HEAD is answered like GET, without the body", async () => {
  const got = await get("/privacy");
  const head = await raw(`${site.base}/privacy`, {}, "HEAD");
  expect([head.status, head.body.length]).toEqual([200, 0]);
  for (const name of ["content-length", "etag", "cache-control", "content-type"]) {
    expect(head.headers[name]).toBe(got.headers[name]);
  }
});

test("each language is a page of its own, what is for programs is one", async () => {
  const lang = async (path: string, language: string) =>
    /<html lang="(\w+)"/.exec(String((await get(path, { "accept-language": language })).body))![1];
  for (let turn = 0; turn < 2; turn++) {
    for (const one of ["en", "uk", "kk", "ru"]) {
      expect(await lang("/accessibility", `${one};q=0.9`)).toBe(one);
      expect(await lang(`/${one}/accessibility`, "en")).toBe(one);
    }
  }
  expect((await get("/uk/accessibility")).headers["vary"]).toBe("Accept-Encoding");
  await get("/trending.json", { "accept-language": "uk" });
  expect(await statusOf("/trending.json", { "accept-language": "kk" })).toMatch(/hit/);
});

test("a link shared with tracking parameters is the same page, its links without them", async () => {
  await get("/members?q=smith");
  const tracked = await get("/members?utm_source=x&q=smith&fbclid=abc");
  expect(tracked.headers["cache-status"]).toMatch(/hit/);
  expect(String(tracked.body)).toContain("/uk/members?q=smith");
  expect(String(tracked.body)).not.toContain("fbclid");
  expect(String((await get("/members?q=jones")).body)).toContain('value="jones"');
  await get(`/petitions/${id}/count.json?page=1&q=x`);
  expect(await statusOf(`/petitions/${id}/count.json?page=2&q=y`)).toMatch(/hit/);
});

test("one's own withdrawal is seen at once on the pages of the demand, in every language", async () => {
  const pages = [DEMAND, `/uk${DEMAND}`, `${DEMAND}/signed`];
  const count = () => countAt(site.base);
  const shows = async (path: string, number: number) =>
    String((await get(path)).body)
      .replaceAll(/(\d)[,\s\u00a0](?=\d{3}\b)/g, "$1")
      .includes(String(number));
  await site.db
    .updateTable("demand")
    .set({ signature_count: 54_320 })
    .where("id", "=", id)
    .execute();
  const links: string[] = [];
  for (let n = 1; n <= 3; n++) links.push(await confirmOne(site.base, `own${n}@example.org`));
  await until(async () => (await count()) === 54_323);
  for (const path of pages) await until(() => shows(path, 54_323));
  for (let n = 1; n <= 3; n++) {
    await withdraw(site.base, links[n - 1]!);
    expect(await count()).toBe(54_323 - n);
    for (const path of pages) expect([path, await shows(path, 54_323 - n)]).toEqual([path, true]);
  }
  await until(() => shows("/", 54_320));
});

test("of several web processes the others hear of a withdrawal too", async () => {
  await using several = await startSite({ WEB_CONCURRENCY: "2" });
  // each on a connection of its own: the processes take them in turn
  const counts = () => Promise.all(Array.from({ length: 6 }, () => countAt(several.base)));
  const link = await confirmOne(several.base, "several@example.org");
  await until(async () => (await counts()).every((count) => count === 1));
  await withdraw(several.base, link);
  // past the first second a process that has heard nothing would give what it has
  await sleep(1100);
  expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
});

test("posts that change nothing make no page old", async () => {
  await get("/letters");
  const path = `/petitions/${id}/count.json`;
  await get(path);
  const link = await confirmOne(site.base, "again@example.org");
  const post = visitor(site.base).post;
  // asked for so often that an old page would show as one that was waited for
  for (let turn = 0; turn < 5; turn++) {
    await get(path);
    expect((await post("/organise/sign-out", {})).status).toBe(303);
    await post(link, { intent: "updates" });
    expect(await statusOf(path)).toMatch(/hit/);
  }
});

test("what changed elsewhere is seen after a moment", async () => {
  await get("/demands.atom");
  await site.db
    .updateTable("demand_text")
    .set({ title: "A new title" })
    .where("demand_id", "=", id)
    .where("locale", "=", "en")
    .execute();
  await until(async () => String((await get("/demands.atom")).body).includes("A new title"));
});

test("public pages are the same for who carries a cookie or a name", async () => {
  const plain = await get("/about");
  for (const name of ["cookie", "authorization"]) {
    const answer = await get("/about", { [name]: "organiser=x" });
    expect(answer.headers["cache-status"]).toMatch(/hit/);
    expect(answer.body.equals(plain.body)).toBe(true);
    expect(answer.headers["vary"]).toBe("Accept-Language, Accept-Encoding");
  }
});

test("nothing with a token, a name or a form error is ever kept", async () => {
  const ann = visitor(site.base);
  const email = "private@example.org";
  await ann.sign("free-the-prisoners", { email });
  const [mail] = await ann.mails(email);
  const token = linkIn(mail!, "/confirm/").split("/")[3]!;
  for (const path of [
    `/confirm/${token}`,
    `/Confirm/${token}`,
    `/%63onfirm/${token}`,
    `/uk/confirm/${token}`,
    `//confirm/${token}`,
    `/confirm/${token}/not-me`,
    "/organise/sign-in",
    "/mailbox",
    "/mailbox.json",
    "/healthz",
    "/readyz",
    "/metrics",
  ]) {
    for (let turn = 0; turn < 2; turn++) {
      const { headers } = await get(path);
      expect([path, headers["cache-status"], headers["cache-control"], headers["etag"]]).toEqual([
        path,
        undefined,
        "no-store",
        undefined,
      ]);
    }
  }
  for (let turn = 0; turn < 2; turn++) {
    const wrong = await ann.post(`${DEMAND}/sign`, { ...filled, email: "nonsense" });
    expect([wrong.status, wrong.headers.get("cache-control")]).toEqual([422, "no-store"]);
    expect(wrong.headers.get("cache-status")).toBeNull();
    expect(String((await get(`${DEMAND}/sign`)).body)).not.toContain("nonsense");
    const missing = await get("/demands/no-such-demand");
    expect([missing.status, missing.headers["cache-status"]]).toEqual([404, "demands; fwd=miss"]);
    expect((await get(`/petitions/${id}`)).headers["cache-status"]).toBe("demands; fwd=miss");
  }
});

test("nobody can have the page rendered anew by asking for it", async () => {
  await get("/letters");
  const answer = await statusOf("/letters", { "cache-control": "no-cache", pragma: "no-cache" });
  expect(answer).toMatch(/hit/);
});

test("while the database is away pages and counts go on with their age, posts get 503; then all is new again", async () => {
  const paths = [DEMAND, `/petitions/${id}/count.json`];
  for (const path of paths) await get(path);
  const away = await takeAway(site);
  try {
    for (const path of paths) {
      await until(async () => String(await statusOf(path)).includes("cannot-renew"));
      const { status, headers } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers["cache-status"]).toMatch(/^demands; hit; ttl=-\d+; detail=cannot-renew$/);
      expect(headers["age"]).toMatch(/^\d+$/);
    }
    const post = await visitor(site.base).sign("free-the-prisoners", { email: "a@example.org" });
    expect([post.status, post.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await get("/uk/letters?q=never-asked-for")).status).toBe(503);
  } finally {
    await away.giveBack();
  }
  for (const path of paths) {
    await until(async () => !String(await statusOf(path)).includes("cannot-renew"));
  }
  expect((await get("/uk/letters?q=never-asked-for")).status).toBe(200);
});

test("the figures count how pages were given", async () => {
  const metrics = String((await get("/metrics")).body);
  for (const outcome of ["fresh", "miss"]) {
    expect(metrics).toMatch(new RegExp(`^page_cache_total\\{outcome="${outcome}"\\} [1-9]`, "m"));
  }
});
