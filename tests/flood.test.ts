/** One network asks for more than its share: others are served, and it is told to come again. */
import http from "node:http";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { type Site, startSite } from "./support/server.ts";

/** Asks from an address, over a connection of its own. */
function askFrom(site: Site, address: string, path: string, body?: string) {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const headers = {
    "x-forwarded-for": address,
    ...(body !== undefined && {
      origin: site.base,
      "content-type": "application/x-www-form-urlencoded",
    }),
  };
  const method = body === undefined ? "GET" : "POST";
  const req = http.request(site.base + path, { method, headers, agent: false }, (res) => {
    res.resume().once("end", () => resolve(res));
  });
  req.once("error", reject).end(body);
  return promise;
}

const formOf = (n: number) =>
  String(
    new URLSearchParams({
      name: "Ann O'Neil",
      email: `ann${n}@example.org`,
      country: "KZ",
      consent: "yes",
    }),
  );

test("a flood of made-up addresses and bad posts from one network delays and refuses nobody else", async () => {
  await using site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
  const sign = "/demands/free-the-prisoners/sign";
  const flood = Array.from({ length: 400 }, (_, n) => {
    const path = [`/constituencies?q=z${n}`, `/members?q=z${n}`, `/?q=z${n}`, sign][n % 4]!;
    return askFrom(site, `192.0.2.${n % 250}`, path, path === sign ? `name=${n}` : undefined);
  });
  const honest = Array.from({ length: 20 }, async (_, n) => {
    const address = `198.51.${n}.7`;
    const page = await askFrom(site, address, `/demands/free-the-prisoners?from=${n}`);
    const found = await askFrom(site, address, `/?q=troops%20${n}`);
    const signed = await askFrom(site, address, sign, formOf(n));
    return [page.statusCode, found.statusCode, signed.statusCode];
  });
  expect(await Promise.all(honest)).toEqual(honest.map(() => [200, 200, 303]));
  const answers = await Promise.all(flood);
  const turnedAway = answers.filter(({ statusCode }) => statusCode === 503);
  expect(turnedAway.length).toBeGreaterThan(100);
  for (const { headers } of turnedAway) expect(headers["retry-after"]).toBe("5");
  const others = new Set(answers.map(({ statusCode }) => statusCode));
  expect([...others].sort()).toEqual([200, 422, 503]);
});

test("probes are answered while a thousand pages wait for a slow database", async () => {
  await using site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
  await site.db.transaction().execute(async (tx) => {
    await sql`lock table demand in access exclusive mode`.execute(tx);
    const waiting = Array.from({ length: 1_100 }, (_, n) =>
      askFrom(site, `192.0.${n % 30}.2`, `/?q=z${n}`).then(({ statusCode }) => statusCode),
    );
    // who is turned away comes after all those who wait
    await Promise.any(waiting.map(async (asked) => expect(await asked).toBe(503)));
    for (const path of ["/healthz", "/readyz"])
      expect([path, (await askFrom(site, "198.51.100.1", path)).statusCode]).toEqual([path, 200]);
  });
});
