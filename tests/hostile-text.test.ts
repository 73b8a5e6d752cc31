/** Text that no column takes, or takes and changes, in each field of each form: never a fault of ours, never stored. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Pattern, rowOf } from "#app/paths.ts";

import { type Fields, headersFor, listForms } from "./support/forms.ts";
import { startWalk, type Walk } from "./support/walk.ts";

let walk: Walk;
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk[Symbol.asyncDispose]());

/** As they stand in a body, escaped; what is found at random is in `bytes-from-hell.test.ts`. */
const hostile = [
  "\0",
  "a\0b",
  "\uffff",
  "x".repeat(20_000),
  "😀".repeat(2_000),
  "0",
  "9".repeat(11),
].map(encodeURIComponent);

async function post(pattern: Pattern, path: string, pairs: Fields): Promise<number> {
  const response = await fetch(walk.site.base + path, {
    method: "POST",
    redirect: "manual",
    headers: {
      ...headersFor(walk, pattern),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: pairs.map((pair) => pair.join("=")).join("&"),
  });
  // a connection takes the next request only when its answer has been read
  await response.arrayBuffer();
  return response.status;
}

/** Of all these every so many, each time from another one on: together they have all. */
function* inTurn<One>(all: readonly One[], every: number): Generator<One[], never> {
  for (let first = 0; ; first++) yield all.filter((_, index) => index % every === first % every);
}
/** One in so many is tried in each place, and with `SIMULATION=whole` each one. */
const EVERY = process.env["SIMULATION"] === "whole" ? 1 : 3;

const faults = () =>
  walk.site.server.output().match(/.*(?:"level":"error"|failed|invalid byte|22021|22P05).*/g) ?? [];

test("no field of any form brings a fault, whatever is in it", { timeout: 240_000 }, async () => {
  const forms = await listForms(walk);
  expect(forms.length).toBeGreaterThan(15);
  expect(forms.map(({ fields }) => fields.length).reduce((a, b) => a + b)).toBeGreaterThan(60);
  const turns = inTurn(hostile, EVERY);
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
  expect(faults()).toEqual([]);
});
