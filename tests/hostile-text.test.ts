/** Text that no column takes, or takes and changes, wherever text comes in: never a fault of ours, never stored. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { audienceOf, methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";

import { wire } from "./support/raw.ts";
import { nextAddress } from "./support/visitor.ts";
import { startWalk, type Walk } from "./support/walk.ts";

let walk: Walk;
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk[Symbol.asyncDispose]());

const patterns = (Object.keys(paths) as Pattern[]).filter((pattern) => pattern !== "/*");

/** As they stand in a body, escaped. */
const hostile = [
  ...["\0", "a\0b", "\uffff", "\ufffe", "\ufffd", "\u202e", "\x07", "\x7f", "\u0085", "\u2028"],
  ...[
    "x".repeat(20_000),
    "😀".repeat(2_000),
    "é".repeat(5_000),
    "\r\n".repeat(500),
    "{{".repeat(500),
  ],
  ...[
    "-1",
    "0",
    "9".repeat(11),
    "9".repeat(40),
    "1e999",
    "NaN",
    "0x10",
    "2147483648",
    "9223372036854775808",
  ],
  ...[
    "'",
    '"',
    "\\",
    "\\u0000",
    "%00",
    "null",
    "[]",
    "{}",
    "99999-01-01",
    "2022-02-30",
    "0000-00-00",
  ],
].map(encodeURIComponent);
/** No UTF-8. */
const broken = ["%ff", "%ED%A0%80", "%ED%B0%80", "%C0%80", "%F4%90%80%80", "%E2%82"];

const anyText = fc.oneof(
  fc.constantFrom(...hostile, ...broken),
  fc
    .string({ unit: "binary", maxLength: 40 })
    .map((text) => encodeURIComponent(text.toWellFormed())),
  fc
    .uint8Array({ minLength: 1, maxLength: 12 })
    .map((bytes) => Buffer.from(bytes).toString("hex").replace(/../g, "%$&")),
);

const headersFor = (pattern: Pattern) => ({
  origin: walk.site.base,
  "x-forwarded-for": nextAddress(),
  ...(audienceOf(rowOf(pattern)) === "organisers" && { cookie: walk.cookies.organiser }),
});

/** A connection takes the next request only when its answer has been read. */
async function statusOf(asked: Promise<Response>): Promise<number> {
  const response = await asked;
  await response.arrayBuffer();
  return response.status;
}

const get = (pattern: Pattern, path: string) =>
  fetch(walk.site.base + path, { redirect: "manual", headers: headersFor(pattern) });

const post = (pattern: Pattern, path: string, pairs: readonly (readonly [string, string])[]) =>
  statusOf(
    fetch(walk.site.base + path, {
      method: "POST",
      redirect: "manual",
      headers: { ...headersFor(pattern), "content-type": "application/x-www-form-urlencoded" },
      body: pairs.map((pair) => pair.join("=")).join("&"),
    }),
  );

/** Of all these every so many, each time from another one on: together they have all. */
function* inTurn<One>(all: readonly One[], every: number): Generator<One[], never> {
  for (let first = 0; ; first++) yield all.filter((_, index) => index % every === first % every);
}
/** One in so many is tried in each place, and with `SIMULATION=whole` each one. */
const EVERY = process.env["SIMULATION"] === "whole" ? 1 : 3;

const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");

/** The fields of a page's forms with a value for each, escaped. */
function fieldsIn(html: string): [name: string, value: string][] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
  const fields = new Map<string, string>();
  for (const [tag] of main.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const value = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? "x");
    if (name) fields.set(name, encodeURIComponent(value));
  }
  return [...fields];
}

/** Every form of the site: the path it is sent to, and its fields. */
async function listForms() {
  const forms: { pattern: Pattern; path: string; fields: [string, string][] }[] = [];
  for (const pattern of patterns) {
    const row = rowOf(pattern);
    if (!methodsOf(row).includes("POST")) continue;
    const path = walk.exampleOf(pattern);
    const page = methodsOf(row).includes("GET") ? await (await get(pattern, path)).text() : "";
    const intents = Object.keys(row.intents ?? {}).filter((intent) => intent !== "");
    const fields = fieldsIn(page).filter(([name]) => name !== "intent");
    for (const intent of ["", ...intents])
      forms.push({ pattern, path, fields: intent ? [...fields, ["intent", intent]] : fields });
  }
  return forms;
}

const faults = () =>
  walk.site.server.output().match(/.*(?:"level":"error"|failed|invalid byte|22021|22P05).*/g) ?? [];

test("no field of any form brings a fault, whatever is in it", { timeout: 240_000 }, async () => {
  const forms = await listForms();
  expect(forms.length).toBeGreaterThan(15);
  expect(forms.map(({ fields }) => fields.length).reduce((a, b) => a + b)).toBeGreaterThan(60);
  const few = [...hostile.slice(0, 3), ...hostile.slice(10, 12), ...hostile.slice(18, 20)];
  const turns = inTurn(few, EVERY);
  for (const { pattern, path, fields } of forms) {
    for (const [name] of fields) {
      for (const value of turns.next().value) {
        const pairs = fields.map((pair) => (pair[0] === name ? ([name, value] as const) : pair));
        const status = await post(pattern, path, pairs);
        expect([pattern, name, value.slice(0, 40), status < 500]).toEqual([
          pattern,
          name,
          value.slice(0, 40),
          true,
        ]);
      }
      if (rowOf(pattern).crossSite) continue;
      const status = await post(pattern, path, [...fields, [name, "%ED%A0%80"]]);
      expect([pattern, name, status]).toEqual([pattern, name, 400]);
    }
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.array(anyText, { minLength: 1, maxLength: 30 }),
      fc.nat(),
      async ({ pattern, path, fields }, texts, seed) => {
        const pairs = fields.map(([name, value], at) =>
          (seed >> (at % 20)) & 1
            ? ([name, value] as const)
            : ([name, texts[at % texts.length]!] as const),
        );
        expect(await post(pattern, path, pairs)).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
  expect(faults()).toEqual([]);
});

test(
  "no part of any address brings a fault, in its path or behind it",
  { timeout: 240_000 },
  async () => {
    const turns = inTurn([...hostile.filter((one) => one.length < 5_000), ...broken], EVERY);
    for (const pattern of patterns) {
      const names = pattern.match(/:\w+/g) ?? [];
      const read = Object.keys(rowOf(pattern).query ?? {});
      const asked = [...read, "said", "to", "member", "before", "demands", "lang"];
      for (const text of turns.next().value) {
        const paths = names.map((name) =>
          walk.exampleOf(pattern.replace(name, "ODD") as Pattern).replace("ODD", text),
        );
        paths.push(
          `${walk.exampleOf(pattern)}?${asked.map((name) => `${name}=${text}`).join("&")}`,
        );
        for (const path of paths) {
          const status = await statusOf(get(pattern, path));
          expect([path.slice(0, 80), status < 500]).toEqual([path.slice(0, 80), true]);
        }
      }
    }
    expect(faults()).toEqual([]);
  },
);

test("no header brings a fault, whatever bytes it holds", async () => {
  const { host } = new URL(walk.site.base);
  for (const name of [
    ...["User-Agent", "X-Request-Id", "Accept-Language", "Accept-Encoding", "Accept", "Referer"],
    ...["X-Forwarded-For", "X-Forwarded-Host", "If-None-Match", "Cookie", "Range", "Via"],
    ...["Svix-Id", "Svix-Timestamp", "Svix-Signature", "Authorization", "Forwarded", "DNT"],
  ]) {
    for (const value of [
      "\xff\xfe",
      "é",
      "\ud83d",
      "'\"<>\\",
      "x".repeat(6_000),
      "organiser=%00",
      ",,;;==",
      "",
    ]) {
      for (const line of ["GET /about", "GET /organise", "POST /webhooks/resend", "POST /manage"]) {
        const head = [
          `${line} HTTP/1.1`,
          `Host: ${host}`,
          `Origin: ${walk.site.base}`,
          `${name}: ${value}`,
        ];
        const { status } = await wire(walk.site.base, [...head, "Content-Length: 0"].join("\r\n"));
        expect([line, name, value.slice(0, 20), status < 500]).toEqual([
          line,
          name,
          value.slice(0, 20),
          true,
        ]);
      }
    }
  }
  expect(faults()).toEqual([]);
});
