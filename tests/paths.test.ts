/** Every row of the table of paths, asked for over HTTP: who may, what is kept, which methods are taken. */
import fs from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";

import { matchPath, pathOf } from "#app/host/match-path.ts";
import {
  accessFor,
  audienceOf,
  FORM_BYTES,
  isShared,
  methodsOf,
  type Pattern,
  paths,
  rowOf,
} from "#app/paths.ts";
import { robotsTxt } from "#app/pages/robots.ts";
import { locales } from "#app/words/locale.ts";
import type { Role } from "#db/schema.ts";

import { startWalk, type Walk } from "./support/walk.ts";

let walk: Walk;
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk[Symbol.asyncDispose]());

const exampleOf = (pattern: Pattern) => walk.exampleOf(pattern);
const ask = (path: string, init: RequestInit = {}) =>
  fetch(walk.site.base + path, { redirect: "manual", ...init });
const post = (path: string, headers: Record<string, string> = {}, body = "intent=none") =>
  ask(path, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Origin: walk.site.base,
      ...headers,
    },
  });

const patterns = Object.keys(paths) as Pattern[];
const rows = patterns.map((pattern) => ({ pattern, row: rowOf(pattern) }));

test("the host and Remix mean the same row by a path", () => {
  for (const { pattern } of rows) {
    if (pattern === "/*") continue;
    const path = exampleOf(pattern);
    const matched = matchPath(path);
    expect([path, matched.pattern]).toEqual([path, pattern]);
    expect(pathOf(matched)).toBe(path);
    expect(
      matchPath(`${path.replace(pattern.split(":")[0]!, (word) => word.toUpperCase())}/`).pattern,
    ).toBe(pattern);
  }
});

test("what is kept is what the table shares; anything else is kept by nobody", async () => {
  for (const { pattern, row } of rows) {
    if (!methodsOf(row).includes("GET")) continue;
    const { status, headers } = await ask(exampleOf(pattern));
    const cache = headers.get("Cache-Control")!;
    const kept = isShared(row) && status < 400;
    expect([pattern, status, /\bpublic\b/.test(cache), cache === "no-store"]).toEqual([
      pattern,
      status,
      kept,
      !kept,
    ]);
    expect([pattern, headers.get("Cache-Status") !== null]).toEqual([pattern, isShared(row)]);
    expect([pattern, headers.get("Access-Control-Allow-Origin")]).toEqual([
      pattern,
      row.audience === "programs" ? "*" : null,
    ]);
    expect([pattern, headers.get("X-Robots-Tag")]).toEqual([
      pattern,
      kept && row.robots === undefined ? null : "noindex",
    ]);
    const policy = headers.get("Content-Security-Policy")!;
    expect([pattern, policy.includes("frame-ancestors 'none'")]).toEqual([
      pattern,
      row.policy === undefined || status >= 400,
    ]);
    expect([pattern, headers.has("Set-Cookie")]).toEqual([pattern, false]);
  }
});

test("only the methods of a row are taken, and Allow names them", async () => {
  for (const { pattern, row } of rows) {
    const path = exampleOf(pattern);
    const allowed = methodsOf(row).flatMap((method) =>
      method === "GET" ? ["GET", "HEAD"] : [method],
    );
    const options = await ask(path, { method: "OPTIONS" });
    expect([pattern, options.headers.get("Allow")]).toEqual([
      pattern,
      [...allowed, "OPTIONS"].join(", "),
    ]);
    const put = await ask(path, { method: "PUT", body: "a=b" });
    expect([pattern, put.status, put.headers.get("Allow")]).toEqual([
      pattern,
      405,
      allowed.join(", "),
    ]);
    const missing = methodsOf(row).includes("POST") ? "GET" : "POST";
    if (methodsOf(row).includes(missing)) continue;
    const { status, headers } = missing === "POST" ? await post(path) : await ask(path);
    expect([pattern, status, headers.get("Allow")]).toEqual([pattern, 405, allowed.join(", ")]);
  }
});

test("posts from other sites and of other types are refused wherever the row does not take them", async () => {
  for (const { pattern, row } of rows) {
    const path = exampleOf(pattern);
    const foreign = await post(path, { Origin: "https://elsewhere.example" });
    expect([pattern, foreign.status === 403]).toEqual([pattern, row.crossSite !== true]);
    if (!methodsOf(row).includes("POST") || pattern === "/*") continue;
    const strange = await post(path, { "Content-Type": "text/plain" });
    expect([pattern, strange.status === 415]).toEqual([pattern, row.crossSite !== true]);
    const large = await post(path, {}, `a=${"x".repeat((row.body ?? FORM_BYTES) + 1)}`);
    expect([pattern, large.status]).toEqual([pattern, 413]);
  }
});

const roles = ["viewer", "organiser", "owner"] as const;
const isAtLeast = (role: Role, least: Role) => roles.indexOf(role) >= roles.indexOf(least);
const turnedAway = ["/organise?said=viewer", "/organise?said=owners-only"];
const placeOf = (response: Response) => response.headers.get("Location");

test("organisers’ paths are read by whom their row names, and all others ask for no session", async () => {
  for (const { pattern, row } of rows) {
    const path = exampleOf(pattern);
    if (!methodsOf(row).includes("GET") || pattern === "/organise/sign-out") continue;
    const isOrganisers = audienceOf(row) === "organisers";
    const isSentAway = placeOf(await ask(path)) === "/organise/sign-in";
    expect([pattern, isSentAway]).toEqual([pattern, isOrganisers]);
    if (!isOrganisers) continue;
    for (const role of roles) {
      const seen = await ask(path, { headers: { cookie: walk.cookies[role] } });
      const isTurned = turnedAway.includes(placeOf(seen)!);
      expect([pattern, role, isTurned]).toEqual([
        pattern,
        role,
        !isAtLeast(role, row.role ?? "viewer"),
      ]);
      expect([pattern, role, seen.status < 400]).toEqual([pattern, role, true]);
    }
  }
});

test("every intent of every organisers’ path is for whom its row names, and as lately signed in", async () => {
  for (const { pattern, row } of rows) {
    if (audienceOf(row) !== "organisers" || !methodsOf(row).includes("POST")) continue;
    const path = exampleOf(pattern);
    // a post without a declared intent does not exist
    expect([pattern, Object.keys(row.intents ?? {})]).not.toEqual([pattern, []]);
    expect([pattern, placeOf(await post(path))]).toEqual([pattern, "/organise/sign-in"]);
    for (const intent of [...Object.keys(row.intents ?? {}), "nothing of ours"]) {
      const body = new URLSearchParams({ intent, version: "old", kept: "as typed" });
      const access = accessFor(row, body);
      for (const role of roles) {
        const what = [pattern, intent, role];
        const tired = await post(path, { cookie: walk.cookies[`tired ${role}`] }, String(body));
        const asked = isAtLeast(role, access.role);
        expect([...what, turnedAway.includes(placeOf(tired)!)]).toEqual([...what, !asked]);
        const isKept = (await tired.text()).includes('value="as typed"');
        const waits = asked && access.signIn === "fresh";
        expect([...what, tired.status === 403, isKept && waits]).toEqual([...what, waits, waits]);
      }
    }
    // what no form of the page sends is a bad request, and nothing happens
    const unknown = await post(path, { cookie: walk.cookies.owner });
    expect([pattern, [400, 422].includes(unknown.status)]).toEqual([pattern, true]);
  }
});

/** Every value of an intent that sources name: of a button, of what a route asks for, of what is done. */
function intentsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const named = [
    // <button name="intent" value="send">, in either order; <DeedButton intent="send">
    /<button\b[^>]*\bname="intent"[^>]*\bvalue="([^"]*)"/g,
    /<button\b[^>]*\bvalue="([^"]*)"[^>]*\bname="intent"/g,
    /\bintent="([^"]*)"/g,
    /\bintent: "([^"]*)"/g,
    /\bintent === "([^"]*)"/g,
  ];
  const found = named.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name!));
  const [, cases] = /switch \((?:intent|readIntent\()[\s\S]*?\{([\s\S]*)/.exec(code) ?? [];
  if (cases) found.push(...[...cases.matchAll(/case "([^"]*)"/g)].map(([, name]) => name!));
  return found.filter((name) => name !== "intent");
}

const sourcesIn = (folder: string) =>
  fs
    .globSync(`${folder}/**/*.{ts,tsx}`)
    .map((file) => ({ file, text: fs.readFileSync(file, "utf8") }));

test("a route knows no intent that its row does not name, and no form sends one that no row names", () => {
  const all = new Set(rows.flatMap(({ row }) => Object.keys(row.intents ?? {})));
  const strange: string[] = [];
  for (const { row } of rows) {
    if (audienceOf(row) !== "organisers" || !methodsOf(row).includes("POST")) continue;
    const text = fs.readFileSync(`app/routes/${row.file}`, "utf8");
    const own = Object.keys(row.intents ?? {});
    for (const intent of intentsIn(text))
      if (!own.includes(intent)) strange.push(`${row.file}: ${intent}`);
  }
  for (const { file, text } of ["app/components/organise", "app/pages"].flatMap(sourcesIn))
    for (const intent of intentsIn(text)) if (!all.has(intent)) strange.push(`${file}: ${intent}`);
  expect(strange).toEqual([]);
});

test("every button of every organisers’ page sends an intent that its path’s row names", async () => {
  for (const { pattern, row } of rows) {
    if (audienceOf(row) !== "organisers" || !methodsOf(row).includes("GET")) continue;
    const seen = await ask(exampleOf(pattern), { headers: { cookie: walk.cookies.owner } });
    const html = (await seen.text()).replace(/<header[\s\S]*?<\/header>/, "");
    for (const [form] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
      const [, method] = /^<form[^>]*\bmethod="([^"]*)"/.exec(form) ?? [];
      if (method !== "post") continue;
      const [, action] = /^<form[^>]*\baction="([^"?]*)/.exec(form) ?? [];
      const target = rowOf(matchPath(action ?? exampleOf(pattern)).pattern);
      if (audienceOf(target) !== "organisers") continue;
      const [, unseen = ""] = /<input type="hidden" name="intent" value="([^"]*)"/.exec(form) ?? [];
      for (const [button] of form.matchAll(/<button\b[^>]*>/g)) {
        if (button.includes('type="button"')) continue;
        const intent = button.includes('name="intent"')
          ? (/\bvalue="([^"]*)"/.exec(button)?.[1] ?? "")
          : unseen;
        expect([pattern, action, intent, Object.hasOwn(target.intents ?? {}, intent)]).toEqual([
          pattern,
          action,
          intent,
          true,
        ]);
      }
    }
  }
});

test("a spelling that Remix would understand opens nothing that the host has locked", async () => {
  for (const path of [
    "/Organise",
    "/%6Frganise/audit",
    "/organise%2Faudit",
    "/organise//members/",
    "/uk/organise",
    "/organise.data",
    "/answer/x",
    "/invite/x",
  ]) {
    const { status, headers } = await ask(path);
    const isLocked = status === 404 || headers.get("Location")?.endsWith("/organise/sign-in");
    expect([path, isLocked, headers.get("Cache-Control")]).toEqual([path, true, "no-store"]);
  }
});

test("Remix’s own paths for a page’s data are nobody’s, whoever asks", async () => {
  const headers = { cookie: walk.cookies.viewer };
  for (const path of [
    "/organise/letters/new.data",
    "/organise/letters/new.%64ata/",
    "/uk/organise/letters/new.DATA",
    "/demands/free-the-prisoners.data",
    "/letters/1.data",
  ])
    expect([path, (await ask(path, { headers })).status]).toEqual([path, 404]);
});

test("a page that refuses leads home in every language, and keeps nothing of what was asked", async () => {
  for (const path of ["/no/such/secret", "/uk/organise/secret"]) {
    const html = await (await ask(path)).text();
    expect(html).toContain('href="/kk/"');
    expect(html).not.toContain("secret");
    expect(html).not.toContain("refused");
  }
});

test("crawlers are told of every path that is not for everybody", async () => {
  const told = await (await ask("/robots.txt")).text();
  expect(told).toBe(robotsTxt(locales, walk.site.base));
  const closed = told.split("\n").flatMap((line) => /^Disallow: (.+)$/.exec(line)?.[1] ?? []);
  for (const { pattern, row } of rows) {
    if (pattern === "/*") continue;
    const path = exampleOf(pattern);
    for (const prefix of ["", "/uk"])
      expect([pattern, closed.some((one) => (prefix + path).startsWith(one))]).toEqual([
        pattern,
        !isShared(row),
      ]);
  }
});

test("nginx keeps what the table shares, and passes the rest on", () => {
  const nginx = fs.readFileSync("deploy/nginx.conf", "utf8");
  const [, list] = /"~\*\^\(\/\(en\|uk\|kk\|ru\)\)\?\/\(([^"]+)\)\(\[\/\.\]\|\$\)" ""/.exec(nginx)!;
  const first = ({ pattern }: { pattern: string }) => pattern.split(/[/.]/)[1]!;
  const shared = new Set(rows.filter(({ row }) => isShared(row)).map(first));
  const alone = new Set(rows.filter(({ row }) => !isShared(row)).map(first));
  expect(list!.split("|").toSorted()).toEqual([...shared].filter((word) => word !== "").toSorted());
  expect([...shared].filter((word) => alone.has(word))).toEqual([]);
});
