import { afterAll, beforeAll, expect, test } from "vitest";

import { raw, wire } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
});
afterAll(() => site[Symbol.asyncDispose]());

test("private pages are kept by nobody, however their address is spelled", async () => {
  for (const path of [
    "/Organise/audit",
    "/%6Frganise/audit",
    "/uk//x/organise/sign-in",
    "/uk//organise/sign-in",
    "/Confirm/x",
    "//confirm/x",
    "/kk//Manage/x",
    "/METRICS",
  ]) {
    // as it stands: new URL would take the second slash for the beginning of a host
    const { headers, status } = await fetch(site.base + path, { redirect: "manual" });
    expect([path, status < 500, headers.get("cache-control")]).toEqual([path, true, "no-store"]);
  }
});

test("a host or address that cannot be read is refused plainly, and is no fault of ours", async () => {
  const { host } = new URL(site.base);
  for (const [head, refusal] of [
    ["GET / HTTP/1.1\r\nHost: a b", 421],
    ["GET / HTTP/1.1\r\nHost: [", 421],
    ["GET http://x/ HTTP/1.1\r\nHost: localhost:1", 400],
  ] as const) {
    const { status, headers } = await wire(site.base, head);
    expect([head, status]).toEqual([head, refusal]);
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
  expect((await wire(site.base, `GET // HTTP/1.1\r\nHost: ${host}`)).status).toBe(200);
  expect(site.server.output()).not.toContain("a request failed");
});

test("an address that is no text, or asks for a page's data alone, is refused and not printed", async () => {
  for (const [path, status] of [
    ["/confirm/secret%ff", 400],
    ["/uk/%E0%A4%A/secret", 400],
    ["/_root.data", 404],
    ["/about.data", 404],
    ["/about.%64ata", 404],
    ["/__manifest?p=/about&version=x", 404],
  ] as const) {
    const { headers, ...answer } = await raw(site.base + path);
    expect([path, answer.status, headers["cache-control"]]).toEqual([path, status, "no-store"]);
  }
  expect(site.server.output()).not.toContain("secret");
});

test("HEAD tells of the body that GET would give, also where no page is kept", async () => {
  for (const path of ["/organise/sign-in", `/about/${"x".repeat(400)}`, "/healthz"]) {
    const got = await raw(site.base + path);
    const head = await raw(site.base + path, {}, "HEAD");
    expect([path, head.status, head.body.length]).toEqual([path, got.status, 0]);
    for (const name of ["content-length", "etag", "content-type"]) {
      expect([path, head.headers[name]]).toEqual([path, got.headers[name]]);
    }
  }
});

test("what the host answers by itself carries the headers that keep it safe", async () => {
  await using secure = await startSite({ APP_ORIGIN: "https://demands.example.org" });
  const answers = [
    await raw(`${secure.base}/about`, {}, "OPTIONS"),
    await raw(`${secure.base}/petitions.json`, {}, "OPTIONS"),
    await raw(`${secure.base}/icon.svg`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 200]);
  for (const { headers } of answers) {
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none';.* frame-ancestors 'none'/,
    );
    expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  }
  expect(answers[1]!.headers["access-control-allow-origin"]).toBe("*");
});

test("the figures are for this machine, and what a proxy passes on is not", async () => {
  const metrics = async (headers: Record<string, string>) =>
    (await visitor(site.base).get("/metrics", headers)).status;
  expect(await metrics({})).toBe(200);
  expect(await metrics({ "x-forwarded-for": "127.0.0.1" })).toBe(403);
  expect(await metrics({ "x-forwarded-for": "203.0.113.7:4711" })).toBe(403);
});
