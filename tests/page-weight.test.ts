import { afterAll, beforeAll, expect, test } from "vitest";

import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";

const ALL_BYTES = 30 * 1024;
const SCRIPT_BYTES = 10 * 1024;

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const paths = [
  "/",
  "/?q=troops",
  "/demands/free-the-prisoners",
  "/demands/free-the-prisoners/sign",
  "/demands/free-the-prisoners/check-your-inbox",
  "/demands/free-the-prisoners/signed",
  "/demands/free-the-prisoners/poster",
  "/constituencies",
  "/constituencies/E14001172",
  "/members",
  "/letters",
  "/about",
  "/privacy",
  "/accessibility",
  "/nowhere",
];

test("a public page with its style, script, icon and manifest weighs at most 30 kB, its script 10 kB, and no framework", async () => {
  for (const accepted of ["gzip", "br, gzip"]) {
    for (const path of paths.flatMap((one) => [one, `/kk${one}`])) {
      const headers = { "accept-encoding": accepted };
      const page = await raw(site.base + path, headers);
      const plain = String((await raw(site.base + path)).body);
      const links = [
        ...plain.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"[^>]*>/g),
      ];
      // other addresses of the page, and what only a home screen or a reader of news asks for
      const asked = links.filter(
        ([tag]) => !/rel="(?:canonical|alternate|apple-[\w-]+)"/.test(tag),
      );
      const addresses = asked.map(([, address]) => address!);
      expect(addresses.map((one) => one.replace(/-[\w-]{8}\./, "."))).toEqual([
        "/assets/site.css",
        "/icon.svg",
        `/${path.startsWith("/kk") ? "kk" : "en"}/manifest.webmanifest`,
        "/assets/entry.client.js",
      ]);
      let all = page.body.length;
      for (const address of addresses) {
        const file = await raw(site.base + address, headers);
        expect(file.status).toBe(200);
        all += file.body.length;
        if (address.endsWith(".js")) {
          expect(file.body.length).toBeLessThanOrEqual(SCRIPT_BYTES);
          const text = String((await raw(site.base + address)).body);
          expect(text).not.toMatch(/^import|\bimport\(|from"/m);
          // Safari before 16.4 knows no look-behind and Firefox before 121 no :has(): nothing would run
          expect(/\(\?<[=!]|:has\(/.exec(text)?.[0]).toBeUndefined();
        }
      }
      expect.soft([path, all <= ALL_BYTES || all]).toEqual([path, true]);
    }
  }
});

test("files of the build come compressed, hashed ones are kept for ever", async () => {
  const { body } = await raw(site.base);
  const [style] = /\/assets\/[^"]+\.css/.exec(String(body))!;
  const sizes = [];
  for (const [accepted, coding] of [
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["", undefined],
  ]) {
    const file = await raw(site.base + style, { "accept-encoding": accepted! });
    expect(file.headers["content-encoding"]).toBe(coding);
    expect(file.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(file.headers["x-content-type-options"]).toBe("nosniff");
    expect(file.headers["vary"]).toBe("accept-encoding");
    sizes.push(file.body.length);
    const known = { "accept-encoding": accepted!, "if-none-match": String(file.headers["etag"]) };
    expect((await raw(site.base + style, known)).status).toBe(304);
  }
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  const icon = await raw(`${site.base}/icon.svg?v=1`);
  expect([icon.status, icon.headers["content-type"]]).toEqual([200, "image/svg+xml"]);
  expect(icon.headers["cache-control"]).toBe("public, max-age=3600");
  for (const path of ["/assets/none.js", "/assets/../server/index.js", `${style}.br`]) {
    expect([path, (await raw(site.base + path)).status]).toEqual([path, 404]);
  }
});
