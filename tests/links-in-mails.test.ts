/** A link opens though a mail program took along what stands behind it, or broke it over two lines. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { tidyPath } from "#app/host/tidy-path.ts";

import { signInPath } from "./support/organisers.ts";
import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { filled, linkIn, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const token = linkToken(testKeys, "unsubscribe", Buffer.alloc(16, 5));

/** What stands behind a link in a text, as a browser or a mail program sends it. */
const behind = [
  ...[
    ".",
    ",",
    ";",
    ":",
    "!",
    ")",
    ").",
    ">",
    "%3E",
    '"',
    "%22",
    "'",
    "%27",
    "*",
    "**",
    "_",
    "]",
    "|",
  ],
  ...[
    "%C2%BB",
    "%E2%80%9D",
    "%E2%80%99",
    "%E2%80%A6",
    "%E2%80%9C",
    "%C2%B7",
    "%EF%BC%89",
    "%E3%80%82",
  ],
  ...[
    "%E2%80%8B",
    "%EF%BB%BF",
    "%C2%AD",
    "%C2%A0",
    "%E2%81%A0",
    "%E2%80%8E",
    "%20",
    "%20%20",
    "%09",
  ],
  ...[
    "%0A",
    "%0D%0A",
    "%E2%80%AF",
    "%3E%20",
    "/",
    "//",
    "/.",
    "/)",
    "/%3E",
    "./",
    ".%20",
    "%5D",
    "%60",
  ],
  ...[
    "&gt;",
    "&gt",
    "&quot;",
    "&nbsp;",
    "&amp;",
    "%26gt%3B",
    "%253E",
    "%2522",
    "=",
    "=3D",
    "=20",
    "%3D",
  ],
  ...[
    "%3E.",
    "%22%3E",
    "%3C/a%3E",
    "%3Cbr%3E",
    "%3Cbr/%3E",
    "%7D",
    "%7C",
    "%5E",
    "~",
    "+",
    "$",
    "%5C",
  ],
  ...[
    "&utm_source=mail",
    ";jsessionid=1",
    "%5D(https://example.org/x)",
    "%2C%20and",
    ")%20or",
    "?",
  ],
  ...["?utm_source=mail", "?)", "%E2%80%99s", "%20Thanks", "%0AWith%20this", "%A0", ".%BB"],
];
/** Where a line break or a mark broke it. */
const between = [
  "%20",
  "%0A",
  "%0D%0A",
  "%0D%0A%20",
  "=%0D%0A",
  "%E2%80%8B",
  "%C2%AD",
  "%0A%3E%20",
  "%C2%A0",
];

const broken = (path: string, gap: string) => path.slice(0, -20) + gap + path.slice(-20);

async function status(path: string, method = "GET"): Promise<number> {
  const headers = { origin: site.base, "sec-fetch-site": "same-origin" };
  const { status, headers: answered } = await fetch(site.base + path, {
    ...{ method, headers, redirect: "manual" },
    ...(method === "POST" && { body: new URLSearchParams("List-Unsubscribe=One-Click") }),
  });
  expect(answered.get("location") ?? "/").toMatch(/^\/(?!\/)/);
  return status;
}

test("every page that a mail links to opens, whatever stands behind the link or breaks it", async () => {
  const ann = visitor(site.base);
  const email = "links@example.org";
  await ann.sign("free-the-prisoners", { email });
  const confirm = linkIn((await ann.mails(email))[0]!, "/confirm/");
  const paths = [
    confirm,
    `${confirm}/not-me`,
    await ann.manageLink(email),
    `/unsubscribe/${token}`,
    `/uk/unsubscribe/${token}`,
    await signInPath(site.db),
  ];
  for (const path of paths) {
    // where a word behind a space begins is known of a token alone
    const isToken = /\/[\w-]{43}$/.test(path);
    for (const more of behind.filter(
      (one) => isToken || !/(%20|%0A|%A0|\.%BB)(?=\w|$)/.test(one) || one === "%C2%A0",
    ))
      expect([path + more, await status(path + more)]).toEqual([path + more, 200]);
    for (const gap of between)
      expect([path, gap, await status(broken(path, gap))]).toEqual([path, gap, 200]);
  }
  const shared = [
    "/demands/free-the-prisoners",
    "/kk/demands/free-the-prisoners",
    "/constituencies/E14001172",
    "/members/9000001",
  ];
  for (const path of shared)
    for (const more of behind.filter(
      (one) => !/%20\w|%0A\w|%A0|%BB$|%2C%20|\)%20/.test(one) || one === "%C2%A0",
    ))
      expect([path + more, await status(path + more)]).toEqual([path + more, 200]);
});

test("what is behind a link changes nothing of what its page shows, and no such page is kept beside it", async () => {
  const path = "/en/demands/free-the-prisoners";
  const clean = await visitor(site.base).get(path);
  for (const more of [")", "%22%3E%3Cscript%3E", "/%3E", "&gt;x=1", "%20"]) {
    const dirty = await visitor(site.base).get(path + more);
    expect(dirty.html).toBe(clean.html);
    expect(dirty.headers.get("etag")).toBe(clean.headers.get("etag"));
  }
});

test("a form posts to such a link too: one-click unsubscribing, confirming, signing in", async () => {
  for (const more of [")", "%3E", ".", "%E2%80%8B", "%0D%0A", "&gt;"]) {
    expect(await status(`/unsubscribe/${token}${more}`, "POST")).toBe(200);
    expect(await status(broken(`/unsubscribe/${token}`, "=%0D%0A"), "POST")).toBe(200);
  }
  const ann = visitor(site.base);
  const email = "posts@example.org";
  await ann.sign("free-the-prisoners", { email });
  const confirm = linkIn((await ann.mails(email))[0]!, "/confirm/");
  const confirmed = await ann.post(`${confirm}%3E`, {});
  expect([confirmed.status, confirmed.location]).toEqual([303, expect.stringMatching(/\/signed$/)]);
  const shown = await ann.get(`${confirm}).`);
  expect(shown.html).not.toContain(`${confirm})`);
});

test("a forged link stays one, and no path becomes another", async () => {
  const last = token.at(-1) === "A" ? "B" : "A";
  for (const forged of [
    `/unsubscribe/${token.slice(0, -1)}${last}`,
    `/unsubscribe/${token.slice(0, -1)}`,
    `/unsubscribe/${token}A`,
    `/unsubscribe/${token}A)`,
    `/unsubscribe/${token.slice(0, 20)})${token.slice(20)}`,
    `/unsubscribe/${token})/not-me`,
    `/confirm/${token})`,
    "/unsubscribe/",
    "/unsubscribe/)",
    "/members/..%2f..%2forganise",
    "/members/%3Cscript%3E",
    "/members/%2e%2e%2forganise",
    "/nowhere)",
  ])
    expect([forged, await status(forged)]).toEqual([forged, 404]);
  for (const foreign of [
    "/demands/%ff",
    "/demands/free%ff",
    "/confirm/a%00",
    `/unsubscribe/${token}%00`,
  ])
    expect([foreign, await status(foreign)]).toEqual([foreign, 400]);
  expect(await status("/organise/letters)")).not.toBe(200);
});

test("no address leads to another site", async () => {
  for (const path of [
    "//example.org",
    "/%2F%2Fexample.org",
    "/\\example.org",
    "/%5Cexample.org)",
    "/)//example.org",
    "/%20//example.org",
  ]) {
    const { status, headers } = await raw(site.base + path);
    expect([path, headers.location ?? ""]).toEqual([path, ""]);
    expect(status).toBeLessThan(500);
  }
});

test("the language before a link is read in capitals too", async () => {
  const { html, status } = await visitor(site.base, "en").get(`/UK/unsubscribe/${token}`);
  expect(status).toBe(200);
  expect(html).toContain('<html lang="uk">');
  expect(html).toContain(`action="/uk/unsubscribe/${token}"`);
});

test("a link whose tail is no link's is as it was, in a time that does not grow with it", () => {
  for (const path of [
    "/",
    "/demands/x",
    "/petitions.json",
    "/petitions/1.json",
    "/letters/1",
    "/a//b",
  ])
    expect(tidyPath(path)).toBe(path);
  expect(tidyPath(`/demands/x${")".repeat(100_000)}`)).toBe("/demands/x");
  expect(tidyPath(`/demands/x${" \r\n>".repeat(50_000)}y`)).toBe("/demands/xy");
  expect(tidyPath(`/demands/${"./".repeat(50_000)}é`)).toContain("é");
  for (const run of [".", "/", "./"]) {
    const path = `/demands/${run.repeat(100_000)}x`;
    expect(tidyPath(`${path})`)).toBe(path);
  }
  expect(tidyPath(`/confirm/${token}${"\r\n".repeat(50_000)}/not-me`)).toBe(
    `/confirm/${token}/not-me`,
  );
});

test("a link that is broken behind its token goes on in the next line, however lines end", () => {
  for (const end of ["\n", "\r\n", "=\r\n", "\r\n> ", "\n>> ", " \n", "\u200b\r\n"])
    expect([end, tidyPath(`/confirm/${token}${end}/not-me`)]).toEqual([
      end,
      `/confirm/${token}/not-me`,
    ]);
  for (const behind of ["\r\nnot-me", "\r\n\r\nThank you.", "\n> quoted", " >", "=\r\n", "\r\n"])
    expect([behind, tidyPath(`/confirm/${token}${behind}`)]).toEqual([behind, `/confirm/${token}`]);
});

test("no token stands in the log or in what a page tells of where one came from", async () => {
  expect(filled["name"]).toBeDefined();
  const { headers } = await visitor(site.base).get(`/unsubscribe/${token})`);
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(site.server.output()).not.toContain(token);
});
