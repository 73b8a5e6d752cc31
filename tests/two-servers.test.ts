import { expect, test, vi } from "vitest";

import { run } from "./support/command.ts";
import { startPair } from "./support/pair.ts";
import {
  freePort,
  killed,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const RECOVERED_MS = 5_000;

async function siteOn(url: string): Promise<Running> {
  const port = await freePort();
  const server = startProcess({ ...siteEnvironment(url, port), LOG_LEVEL: "silent" }, port);
  await untilReady(server);
  return server;
}

const reversed = (url: string) => url.replace(/@(.+),(.+)\//, "@$2,$1/");

/** Somebody who has signed, and the link that was mailed to them. */
async function signer(base: string, email: string) {
  const { sign, mails, post } = visitor(base);
  expect((await sign("free-the-prisoners", { email })).status).toBe(303);
  const [mail] = await mails(email);
  return { confirm: () => post(linkIn(mail!, "/confirm/"), {}) };
}

async function recovers(base: string, email: string): Promise<void> {
  const { get, sign } = visitor(base);
  const signing = async () =>
    expect((await sign("free-the-prisoners", { email })).status).toBe(303);
  await vi.waitFor(signing, RECOVERED_MS);
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), RECOVERED_MS);
}

test.concurrent(
  "when the server in use is killed, posts are refused at once, and the promoted one goes on",
  async () => {
    await using pair = await startPair(true);
    const site = await siteOn(pair.url);
    const { sign, get } = visitor(site.base);
    const ann = await signer(site.base, "ann@example.org");

    pair.kill();
    const refused = await sign("free-the-prisoners", { email: "bob@example.org" });
    expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
    expect((await get("/readyz")).status).toBe(503);

    await pair.promote();
    await recovers(site.base, "bob@example.org");
    expect((await ann.confirm()).status).toBe(303);
    await killed(site);
    expect((await run(pair.url, "tally-check")).code).toBe(0);
  },
);

test.concurrent(
  "a site starts though the first server follows the other, and goes on when that one freezes for good",
  async () => {
    await using pair = await startPair(true);
    const site = await siteOn(reversed(pair.url));
    const { sign } = visitor(site.base);
    const ann = await signer(site.base, "ann@example.org");

    pair.freeze();
    const refused = await sign("free-the-prisoners", { email: "bob@example.org" });
    expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);

    await pair.promote();
    await recovers(site.base, "bob@example.org");
    expect((await ann.confirm()).status).toBe(303);

    await pair.rebuild();
    pair.kill();
    await pair.promote();
    await recovers(site.base, "eve@example.org");
    await killed(site);
  },
);

test("a site is not started where no server takes writes", async () => {
  await using pair = await startPair(false);
  const nobody = pair.url.replace(`:${pair.primary().port}`, `:${await freePort()}`);
  for (const url of [nobody, reversed(nobody)])
    expect(await run(url, "tally-check")).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^DATABASE_URL cannot be reached: [^@]+\n$/) as string,
    });
});
