import { expect, test, vi } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { connect } from "#db/connection.ts";

import { keysOf, untilTaken } from "./drill/place.ts";
import { run } from "./support/command.ts";
import { startPair } from "./support/pair.ts";
import {
  APP_KEYS,
  freePort,
  killed,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "./support/server.ts";
import { startSigning } from "./support/signing-load.ts";
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

/** Of those addresses, whose signing is not there. */
async function missing(url: string, signed: ReadonlySet<string>): Promise<string[]> {
  const { db, close } = connect(url, 1);
  const rows = await db.selectFrom("signing").select("signer_key").execute();
  await close();
  const stored = new Set(rows.map(({ signer_key }) => signer_key.toString("hex")));
  const keyOf = (email: string) => signerKey(keysOf(APP_KEYS), canonicalAddress(email));
  return [...signed].filter((email) => !stored.has(keyOf(email).toString("hex")));
}

/** `npm run drill -- --only promote` is the whole. */
test.concurrent(
  "when the primary is killed under load, posts are refused at once, and the promoted one goes on with all who were told that they signed",
  async () => {
    await using pair = await startPair(true);
    const site = await siteOn(pair.url);
    const { sign, get } = visitor(site.base);
    const ann = await signer(site.base, "ann@example.org");
    // nobody reads their mails
    const crowd = { people: 6, standIn: { taken: [] }, patience: 0 };
    const load = startSigning({ bases: [site.base], ...crowd });
    await untilTaken(load, 20);

    pair.kill();
    const refused = await sign("free-the-prisoners", { email: "bob@example.org" });
    expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
    expect((await get("/readyz")).status).toBe(503);

    await pair.promote();
    await recovers(site.base, "bob@example.org");
    expect((await ann.confirm()).status).toBe(303);
    await untilTaken(load, 20);
    await load.stop();
    expect(await missing(pair.primary().url, load.signed)).toEqual([]);
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
