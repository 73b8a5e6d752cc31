/** Every row of the table of paths, asked for over HTTP: who may, what is kept, which methods are taken. */
import fs from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { matchPath, pathOf } from "#app/host/match-path.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import {
  audienceOf,
  FORM_BYTES,
  isShared,
  methodsOf,
  type Pattern,
  paths,
  robotsTxt,
  rowOf,
} from "#app/paths.ts";
import { locales } from "#app/words/locale.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { organiser } from "./support/letters.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";

let site: Site;
const cookies: Record<string, string> = {};
const examples: Record<string, string> = {};

beforeAll(async () => {
  site = await startSite();
  const { db } = site;
  await organiser(db);
  for (const role of ["viewer", "organiser"] as const)
    cookies[role] = await sessionOf(role, new Date());
  // a session that is awake, and hours old
  cookies["tired"] = await sessionOf("organiser", new Date());
  await db
    .updateTable("organiser_session")
    .set({ created_at: new Date(Date.now() - 3 * 3_600_000) })
    .where("token_hash", "=", await hashOf(cookies["tired"]))
    .execute();
  const { id } = await db
    .insertInto("letter")
    .values({
      subject: "To you",
      body: "Dear {{member.name}}",
      demand_ids: [1],
      audience: JSON.stringify({ to: "all" }),
      per_hour: 60,
      send_window: "any",
      created_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: member } = await db
    .selectFrom("member")
    .select("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { code } = await db.selectFrom("area").select("code").limit(1).executeTakeFirstOrThrow();
  const key = Buffer.alloc(16, 3);
  Object.assign(examples, {
    "/demands/:slug": "/demands/free-the-prisoners",
    "/demands/:slug/sign": "/demands/free-the-prisoners/sign",
    "/demands/:slug/check-your-inbox": "/demands/free-the-prisoners/check-your-inbox",
    "/demands/:slug/signed": "/demands/free-the-prisoners/signed",
    "/constituencies/:code": `/constituencies/${code}`,
    "/members/:id": `/members/${member}`,
    "/organise/members/:id": `/organise/members/${member}`,
    "/organise/letters/:id": `/organise/letters/${id}`,
    "/organise/letters/:id/edit": `/organise/letters/${id}/edit`,
    "/organise/letters/:id/preview": `/organise/letters/${id}/preview`,
    "/manage/:token": `/manage/${linkToken(testKeys, "manage", key)}`,
    "/manage/:token/export": `/manage/${linkToken(testKeys, "manage", key)}/export`,
    "/unsubscribe/:token": `/unsubscribe/${linkToken(testKeys, "unsubscribe", key)}`,
    "/petitions/:file": "/petitions/1.json",
    "/petitions/:id/count.json": "/petitions/1/count.json",
    "/*": "/no/such/path",
  });
});
afterAll(() => site[Symbol.asyncDispose]());

async function sessionOf(role: "viewer" | "organiser", now: Date): Promise<string> {
  const { db } = site;
  const address = `${role}-${now.getTime()}-${Math.random()}@example.org`;
  await addOrganiser(db, testKeys, address, role, now);
  const { id: organiser_id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const id = uuidv7(now);
  await db.insertInto("organiser_link").values({ id, organiser_id, created_at: now }).execute();
  const link = { id, ownerAddress: address, oldToken: undefined };
  return (await signIn(db, testKeys, link, now))!;
}

async function hashOf(token: string): Promise<Buffer> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}

/** A path of the row that exists where it can. */
const exampleOf = (pattern: Pattern) =>
  examples[pattern] ??
  pattern
    .replace(/:token/, linkToken(testKeys, "confirm", uuidBytes(uuidv7(new Date()))))
    .replace(/:\w+/g, "1");

const ask = (path: string, init: RequestInit = {}) =>
  fetch(site.base + path, { redirect: "manual", ...init });
const post = (path: string, headers: Record<string, string> = {}, body = "intent=none") =>
  ask(path, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Origin: site.base,
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
      isShared(row) && row.robots === undefined ? null : "noindex",
    ]);
    const policy = headers.get("Content-Security-Policy")!;
    expect([pattern, policy.includes("frame-ancestors 'none'")]).toEqual([
      pattern,
      row.policy === undefined,
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

test("organisers' paths ask for a session, the role and a fresh sign-in; all others ask for none", async () => {
  for (const { pattern, row } of rows) {
    const path = exampleOf(pattern);
    const isOrganisers = audienceOf(row) === "organisers";
    const stranger = await ask(path);
    const isSentAway = stranger.headers.get("Location") === "/organise/sign-in";
    if (methodsOf(row).includes("GET") && pattern !== "/organise/sign-out")
      expect([pattern, isSentAway]).toEqual([pattern, isOrganisers]);
    if (!isOrganisers) continue;
    const as = (who: string) => ({ cookie: `organiser=${cookies[who]}` });
    const placeOf = (response: Response) => response.headers.get("Location");
    const viewer = await ask(path, { headers: as("viewer") });
    const mayRead = (row.role?.GET ?? "viewer") === "viewer";
    expect([pattern, placeOf(viewer)]).toEqual([pattern, mayRead ? null : "/organise?said=viewer"]);
    expect([pattern, (await ask(path, { headers: as("organiser") })).status]).toEqual([
      pattern,
      200,
    ]);
    if (!methodsOf(row).includes("POST")) continue;
    expect([pattern, placeOf(await post(path))]).toEqual([pattern, "/organise/sign-in"]);
    expect([pattern, placeOf(await post(path, as("viewer")))]).toEqual([
      pattern,
      "/organise?said=viewer",
    ]);
    for (const intent of row.fresh ?? []) {
      const tired = await post(path, as("tired"), `intent=${intent}`);
      expect([pattern, placeOf(tired)]).toEqual([pattern, "/organise/sign-in?said=fresh"]);
    }
    // what no form of the page sends is a bad request, and nothing happens
    expect([pattern, [400, 422].includes((await post(path, as("organiser"))).status)]).toEqual([
      pattern,
      true,
    ]);
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
  const headers = { cookie: `organiser=${cookies["viewer"]}` };
  for (const path of [
    "/organise/letters/new.data",
    "/organise/letters/new.%64ata/",
    "/uk/organise/letters/new.DATA",
    "/demands/free-the-prisoners.data",
    "/letters/1.data",
  ])
    expect([path, (await ask(path, { headers })).status]).toEqual([path, 404]);
});

test("crawlers are told of every path that is not for everybody", async () => {
  const told = await (await ask("/robots.txt")).text();
  expect(told).toBe(robotsTxt(locales));
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
