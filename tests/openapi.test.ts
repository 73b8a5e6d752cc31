/** The description of what programs can read, held against what the running server answers. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, expect, test } from "vitest";

import { matchPath } from "#app/host/match-path.ts";
import { type Pattern, paths, rowOf } from "#app/paths.ts";

import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

interface Answer {
  $ref?: string;
  description: string;
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, { schema: object }>;
}
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { $ref: string }[];
  responses: Record<string, Answer>;
}
interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: { examples?: string[] };
}
interface Description {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, { get: Operation }>;
  components: Record<string, Record<string, unknown>>;
}

let site: Site;
let api: Description;
/** What stands in the place of `{id}`, `{place}`, `{code}` and `{slug}`. */
const examples: Record<string, string> = {
  place: "leeds-central-and-headingley",
  code: "E14001319",
  slug: "free-the-prisoners",
};
beforeAll(async () => {
  site = await startSite();
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  examples["id"] = String(id);
  // places that are shown, an answer, an update, a closing day: nothing is described that is not answered
  const ann = visitor(site.base);
  for (let n = 0; n < 5; n++) {
    const email = `described${n}@example.org`;
    await ann.sign("free-the-prisoners", { email, postcode: "LS2 9JT" });
    const [mail] = await ann.mails(email);
    await ann.post(linkIn(mail!, "/confirm/"), {});
  }
  const now = new Date();
  const note = { source_url: null, occurred_on: "2026-03-02", created_at: now, updated_at: now };
  await site.db
    .insertInto("demand_update")
    .values([
      { demand_id: id, kind: "answer", outcome: null, subject: "No", body: "No.", ...note },
      { demand_id: id, kind: "update", outcome: null, subject: "So", body: "So.", ...note },
    ])
    .execute();
  await site.db
    .updateTable("demand")
    .set({ closes_at: new Date(now.getTime() + 1e9), response_threshold_reached_at: now })
    .where("id", "=", id)
    .execute();
  api = (await (await fetch(`${site.base}/openapi.json`)).json()) as Description;
});
afterAll(() => site[Symbol.asyncDispose]());

const operations = () => Object.entries(api.paths).map(([path, { get }]) => ({ path, ...get }));
const fill = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => examples[name]!);
const resolve = <Value>(given: { $ref?: string }): Value => {
  if (given.$ref === undefined) return given as Value;
  const [, , kind, name] = given.$ref.split("/");
  const found = api.components[kind!]?.[name!];
  if (!found) throw new Error(`${given.$ref} is not described`);
  return found as Value;
};

/** Nothing but what is described may be answered, though who reads it may be told more one day. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, closed(one)]));
  const isObject = inside["type"] === "object" && "properties" in inside;
  return isObject && !("additionalProperties" in inside)
    ? { ...inside, additionalProperties: false }
    : inside;
}

function validatorOf(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  (addFormats as unknown as { default: (ajv: Ajv2020) => unknown }).default(ajv);
  ajv.addVocabulary(["components"]);
  return ajv.compile({ ...(closed(schema) as object), components: closed(api.components) });
}

const described = ({ responses }: Operation, status: number): Answer =>
  resolve(responses[String(status)] ?? responses["default"]!);

async function expectDescribed(operation: Operation, url: string, init: RequestInit = {}) {
  const response = await fetch(site.base + url, { redirect: "manual", ...init });
  const answer = described(operation, response.status);
  const said = `${url} ${response.status}`;
  for (const [name, header] of Object.entries(answer.headers ?? {})) {
    resolve(header);
    expect([said, name, response.headers.has(name)]).toEqual([said, name, true]);
  }
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  const text = await response.text();
  if (!content) {
    expect([said, text]).toEqual([said, ""]);
    return response.status;
  }
  expect([said, response.headers.get("content-type")]).toEqual([said, `${type}; charset=utf-8`]);
  const validate = validatorOf(content.schema);
  validate(type === "application/json" ? JSON.parse(text) : text);
  expect([said, validate.errors ?? []]).toEqual([said, []]);
  return response.status;
}

test("every path is answered as it is described", async () => {
  for (const operation of operations()) {
    const { path, responses } = operation;
    const best = Object.keys(responses).find((status) => /^[23]/.test(status))!;
    const expected = path === "/archived/petitions/{id}.json" ? 404 : Number(best);
    expect([path, await expectDescribed(operation, fill(path))]).toEqual([path, expected]);
  }
});

test("the answer that is there already is not sent again, as described", async () => {
  for (const operation of operations()) {
    const url = fill(operation.path);
    const etag = (await fetch(site.base + url, { redirect: "manual" })).headers.get("etag");
    expect([url, etag !== null]).toEqual([
      url,
      "304" in operation.responses && !/archived.*\/\d/.test(url),
    ]);
    if (etag === null) continue;
    const status = await expectDescribed(operation, url, { headers: { "If-None-Match": etag } });
    expect([url, status]).toEqual([url, 304]);
  }
});

test("refusals are described: an id that is none, one that nothing has, another method", async () => {
  for (const operation of operations()) {
    const { path } = operation;
    const refused = await expectDescribed(operation, fill(path), { method: "PUT" });
    expect([path, refused]).toEqual([path, 405]);
    const wrong = path.includes("{id}")
      ? ["none", "999999999"]
      : path.includes("{")
        ? ["none"]
        : [];
    for (const value of wrong) {
      const status = await expectDescribed(operation, path.replace(/\{\w+\}/, value));
      expect([path, value, status in operation.responses]).toEqual([path, value, true]);
    }
  }
});

test("parameters are described as they are read", async () => {
  for (const operation of operations()) {
    const given = (operation.parameters ?? []).map((one) => resolve<Parameter>(one));
    const inPath = given.filter((one) => one.in === "path");
    expect([operation.path, inPath.map(({ name }) => `{${name}}`)]).toEqual([
      operation.path,
      operation.path.match(/\{\w+\}/g) ?? [],
    ]);
    expect(inPath.every(({ required }) => required)).toBe(true);
    const { row } = matchPath(fill(operation.path));
    const inQuery = given.filter((one) => one.in === "query").map(({ name }) => name);
    expect([operation.path, inQuery.toSorted()]).toEqual([
      operation.path,
      Object.keys(row.query ?? {}).toSorted(),
    ]);
  }
  const list = api.paths["/petitions.json"]!.get;
  const state = api.components["parameters"]!["state"] as Parameter;
  for (const one of state.schema.examples!)
    await expectDescribed(list, `/petitions.json?state=${one}&count=2&page=2&q=free`);
});

test("every path for programs is described, and no other", () => {
  const rows = (Object.keys(paths) as Pattern[]).filter(
    (pattern) => rowOf(pattern).audience === "programs",
  );
  const met = new Set(operations().map(({ path }) => matchPath(fill(path)).pattern));
  expect([...met].toSorted()).toEqual(rows.toSorted());
});

test("the description is one of OpenAPI 3.1 and of this site", () => {
  expect(api.openapi).toMatch(/^3\.1\.\d$/);
  expect(api.servers).toEqual([{ url: site.base }]);
  const names = operations().map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { responses, summary } of operations()) {
    expect(summary).not.toBe("");
    for (const answer of Object.values(responses))
      expect(resolve<Answer>(answer).description).toMatch(/\p{L}/u);
  }
  const refs = [...JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
  for (const $ref of refs) expect([$ref, resolve({ $ref })]).toEqual([$ref, expect.anything()]);
  const used = new Set(refs.map((ref) => ref.replace("#/components/", "")));
  const defined = Object.entries(api.components).flatMap(([kind, all]) =>
    Object.keys(all).map((name) => `${kind}/${name}`),
  );
  expect(defined.filter((name) => !used.has(name))).toEqual([]);
});
