import fs from "node:fs";
import http from "node:http";

import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { type Answer, filled, linkIn, visitor } from "./support/visitor.ts";

const file = new URL("../../shared/design/bad-inputs.json", import.meta.url);
const known = fs.existsSync(file);

type Input = string | string[] | { repeat: string; times: number; suffix?: string };
interface Case {
  id: string;
  field: string;
  input: Input;
  status: number;
  alt_status?: number[];
  expect: string;
}
const { cases } = known
  ? (JSON.parse(fs.readFileSync(file, "utf8")) as { cases: Case[] })
  : { cases: [] };

let site: Site;
beforeAll(async () => {
  if (known) site = await startSite();
});
afterAll(async () => {
  if (known) await site[Symbol.asyncDispose]();
});

let number = 0;
const someone = () => `bad${++number}@example.org`;

function values(input: Input): string[] {
  if (Array.isArray(input)) return input;
  if (typeof input === "string") return [input];
  return [input.repeat.repeat(input.times) + (input.suffix ?? "")];
}

const countAll = async () =>
  (await site.db.selectFrom("signature").select("demand_id").execute()).length;

function expectSafe(answer: Pick<Answer, "status" | "html">): void {
  expect(answer.status).toBeLessThan(500);
  expect(answer.html).not.toMatch(/node_modules|at async|ECONN|violates|relation "|Hey developer/);
}

const expected = (one: Case) => [one.status, ...(one.alt_status ?? [])];
const of = (...fields: string[]) => cases.filter(({ field }) => fields.includes(field));

test.skipIf(!known)("form fields of the list of bad inputs (needs ../shared/design)", async () => {
  const ann = visitor(site.base);
  for (const one of of("name", "email", "postcode", "country")) {
    const before = await countAll();
    const turns = one.field === "email" && Array.isArray(one.input) ? one.input : [one.input];
    for (const input of turns) {
      const answer = await ann.sign("free-the-prisoners", {
        email: someone(),
        // a postcode that the demo does not know is a matter of its own
        constituency: "unknown",
        [one.field]: values(input),
      });
      expectSafe(answer);
      expect.soft(expected(one), `${one.id}: ${answer.status}`).toContain(answer.status);
      for (const typed of values(input)) {
        if (typed.includes("<")) expect(answer.html).not.toContain(typed);
      }
    }
    expect(await countAll()).toBe(before);
  }
});

test.skipIf(!known)("tokens of the list of bad inputs (needs ../shared/design)", async () => {
  const ann = visitor(site.base);
  const email = someone();
  await ann.sign("free-the-prisoners", { email });
  const link = linkIn((await ann.mails(email))[0]!, "/confirm/");
  expect((await ann.get("/confirm/")).status).toBe(404);
  expect((await ann.get(link)).status).toBe(200);
  const changed = link.slice(0, -2) + (link.at(-2) === "A" ? "B" : "A") + link.at(-1);
  expect((await ann.get(changed)).status).toBe(404);
  expect((await ann.post(changed, {})).status).toBe(404);
  const old = uuidBytes(uuidv7(new Date(Date.now() - 8 * 86_400_000)));
  const expired = `/confirm/${linkToken(testKeys, "confirm", old)}`;
  for (const answer of [await ann.get(expired), await ann.post(expired, {})]) {
    expect(answer.status).toBe(410);
    expect(answer.html).toContain("You can sign again");
  }
  for (const broken of [
    "a",
    "A".repeat(44),
    "é".repeat(43),
    `${"A".repeat(42)}%00`,
    "..%2f..%2f",
  ]) {
    const answer = await ann.get(`/confirm/${broken}`);
    expectSafe(answer);
    expect([400, 404]).toContain(answer.status);
  }
});

test.skipIf(!known)(
  "addresses and headers of the list of bad inputs (needs ../shared/design)",
  async () => {
    const ann = visitor(site.base);
    for (const slug of [
      "..%2f..%2fadmin",
      "draft-demand",
      "%00",
      "a".repeat(5000),
      "constructor",
    ]) {
      const answer = await ann.get(`/demands/${slug}`);
      expectSafe(answer);
      expect([400, 404]).toContain(answer.status);
    }
    for (const one of of("locale")) {
      const [language] = values(one.input);
      const answer = await raw("GET", "/", { "accept-language": language! });
      expect([one.status, ...(one.alt_status ?? [])]).toContain(answer);
    }
    expect(
      await raw(
        "POST",
        "/demands/free-the-prisoners/sign",
        { "content-type": "text/xml", origin: site.base },
        "<a/>",
      ),
    ).toBe(415);
    expect(
      await raw("POST", "/demands/free-the-prisoners/sign", {
        "transfer-encoding": "chunked",
        "content-length": "5",
        origin: site.base,
      }),
    ).toBe(400);
    expect(await raw("GET", "/", { host: "evil.example" })).toBe(421);
    for (const path of [
      "/webhooks/resend",
      "/demands/free-the-prisoners/sign",
      "/petitions.json",
    ]) {
      const answer = await ann.post(
        path,
        { ...filled, email: someone() },
        { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      );
      expectSafe(answer);
      expect([400, 403, 404, 405]).toContain(answer.status);
    }
  },
);

/** The status of a request whose headers fetch would not send. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, site.base), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end(body);
  });
}
