/** Whatever bytes come to whatever path: a refusal that tells nothing, soon, and never a fault of ours. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Pattern } from "#app/paths.ts";

import { residentMegabytes } from "./bench/memory.ts";
import { type Form, listForms, patterns } from "./support/forms.ts";
import { faultIn, send } from "./support/hell/answers.ts";
import type { HellRequest } from "./support/hell/request.ts";
import { postsFor, requestsFor } from "./support/hell/requests.ts";
import { seed, tryOut } from "./support/hell/try.ts";
import { cookieOf } from "./support/uploads.ts";
import { startWalk, type Walk } from "./support/walk.ts";

const HOUR = 3_600_000;
let walk: Walk;
let forms: Form[];
beforeAll(async () => {
  walk = await startWalk();
  forms = await listForms(walk);
});
afterAll(() => walk[Symbol.asyncDispose]());

/** In milliseconds, for an answer; a machine that is busy may once take longer, and not again and again. */
const MOST = 1_000;

async function ask(request: HellRequest): Promise<void> {
  for (let tries = 1; ; tries++) {
    const answer = await send(walk.site.base, request);
    const fault = faultIn(answer, request);
    if (fault) throw new Error(fault);
    if (answer.took <= MOST) return;
    if (tries === 4) throw new Error(`takes ${Math.round(answer.took)} ms`);
  }
}

const faults = () => walk.site.server.output().match(/.*(?:"level":"error"|failed|22021).*/g) ?? [];

const usualOf = (pattern: Pattern, cookie: string) => ({
  ...{ pattern, cookie, example: walk.exampleOf(pattern), origin: walk.site.base },
  host: new URL(walk.site.base).host,
  forms: forms.filter((form) => form.pattern === pattern).map(({ fields }) => fields),
});

test(
  "no bytes at any path bring a fault, tell of the program, or are answered late",
  { timeout: HOUR },
  async () => {
    const pid = walk.site.server.process.pid!;
    const before = residentMegabytes(pid);
    for (const [at, pattern] of patterns.entries()) {
      // what was tried before may have ended a session
      const usual = usualOf(pattern, await cookieOf(walk.site, "owner"));
      // not the same at each path
      await tryOut(pattern, requestsFor(usual), 4, ask, seed + at);
      if (usual.forms.length > 0) await tryOut(pattern, postsFor(usual), 8, ask, seed + at);
      expect([pattern, faults()]).toEqual([pattern, []]);
    }
    expect(residentMegabytes(pid) - before).toBeLessThan(400);
  },
);
