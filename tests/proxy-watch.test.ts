/** A proxy that was set up wrongly: who is counted, who is told, and what is never passed on. */
import type { IncomingMessage } from "node:http";

import { expect, test } from "vitest";

import { createProxyWatch } from "#app/host/proxy-watch.server.ts";
import { forwardingHeaderOf, visitorOf } from "#app/host/visitor.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { rowOf } from "#app/paths.ts";

import { keys } from "./support/house.ts";
import { raw } from "./support/raw.ts";
import { startSite } from "./support/server.ts";
import { filled, linkIn, visitor } from "./support/visitor.ts";

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

const page = rowOf("/demands/:slug");

/** A watch, and how often it warned. */
function watching(origin: string, trustedProxyHops: number) {
  const warned: string[] = [];
  const log = { warn: (_: object, message: string) => void warned.push(message) };
  return { warned, watch: createProxyWatch({ origin, trustedProxyHops }, log) };
}

test("headers of a proxy that nobody trusts are told of once", () => {
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip"]) {
    const { warned, watch } = watching("https://demands.example.org", 0);
    watch.look(from("192.0.2.1"), page);
    expect([name, warned.length, watch.trouble()]).toEqual([name, 0, undefined]);
    for (let n = 0; n < 3; n++) watch.look(from("192.0.2.1", { [name]: "203.0.113.7" }), page);
    expect([name, warned.length, watch.trouble()]).toEqual([name, 1, "header-not-trusted"]);
  }
  const { warned, watch } = watching("https://demands.example.org", 1);
  watch.look(from("127.0.0.1", { "x-forwarded-for": "203.0.113.7" }), page);
  expect([warned, watch.trouble()]).toEqual([[], undefined]);
});

test("visitors who all come from loopback are told of once, until somebody else comes", () => {
  const { warned, watch } = watching("https://demands.example.org", 0);
  watch.look(from("127.0.0.1"), rowOf("/healthz"));
  expect(warned).toEqual([]);
  for (let n = 0; n < 3; n++) watch.look(from("::1"), page);
  expect([warned.length, watch.trouble()]).toEqual([1, "all-from-loopback"]);
  watch.look(from("192.0.2.1"), page);
  watch.look(from("127.0.0.1"), page);
  expect([warned.length, watch.trouble()]).toEqual([1, undefined]);

  const here = watching("http://localhost:3000", 0);
  here.watch.look(from("127.0.0.1"), page);
  expect(here.warned).toEqual([]);
});

test("loopback is a network like any other, but for the demo", () => {
  const seen = (demo: boolean, req: IncomingMessage) =>
    visitorOf({ config: { origin: "http://x", trustedProxyHops: 0, demo } }, req);
  expect(seen(true, from("127.0.0.1"))).toEqual({
    visitor: undefined,
    isThisMachine: true,
    isForwarded: false,
  });
  expect(seen(false, from("::1"))).toMatchObject({ visitor: "loopback" });
  expect(seen(false, from("::ffff:127.0.0.2"))).toMatchObject({ visitor: "loopback" });
  expect(seen(true, from("127.0.0.1", { via: "1.1 proxy" }))).toMatchObject({
    isThisMachine: false,
    isForwarded: true,
  });
  expect(forwardingHeaderOf({ host: "demands.example.org" })).toBeUndefined();
});

test("a site behind a proxy that it does not know says so in the log and to organisers, and limits all", async () => {
  await using site = await startSite({ TRUSTED_PROXY_HOPS: "0", METRICS_TOKEN: "figures" });
  const warnings = () => site.server.output().match(/TRUSTED_PROXY_HOPS is 0/g)?.length ?? 0;
  await visitor(site.base).get("/");
  expect(warnings()).toBe(0);
  for (let n = 0; n < 3; n++)
    await visitor(site.base).get("/", { "x-forwarded-for": `203.0.113.${n}` });
  expect(warnings()).toBe(1);

  const address = "owner@example.org";
  await addOrganiser(site.db, keys, address, undefined, new Date());
  const owner = visitor(site.base);
  await owner.post("/organise/sign-in", { email: address });
  const [mail] = await owner.mails(address);
  await owner.post(linkIn(mail!, "/organise/sign-in/"), {});
  expect((await owner.get("/organise")).html).toContain("TRUSTED_PROXY_HOPS");
  expect(warnings()).toBe(1);

  // made-up headers do not help: it is one visitor, and this machine is no exception
  const ways = new Set<string>();
  for (let n = 0; n < 70; n++) {
    const values = { ...filled, email: `a${n}@example.org` };
    const headers = { "x-forwarded-for": `198.51.${n}.1` };
    const { location } = await owner.post("/demands/free-the-prisoners/sign", values, headers);
    ways.add(location.split("/").at(-1)!);
  }
  expect([...ways]).toEqual(["check-your-inbox", "later"]);
});

test("figures and the mailbox are never passed on, whatever a proxy calls it", async () => {
  await using site = await startSite({ METRICS_TOKEN: "figures" });
  const token = { authorization: "Bearer figures" };
  const passed: Record<string, string>[] = [
    { "x-forwarded-for": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
    { "x-real-ip": "127.0.0.1" },
    { "cf-connecting-ip": "127.0.0.1" },
    { via: "1.1 proxy" },
  ];
  for (const headers of passed) {
    const status = async (path: string, more = {}) =>
      (await raw(site.base + path, { ...headers, ...more })).status;
    expect([headers, await status("/metrics"), await status("/metrics", token)]).toEqual([
      headers,
      403,
      403,
    ]);
    expect([headers, await status("/mailbox"), await status("/mailbox.json")]).toEqual([
      headers,
      404,
      404,
    ]);
  }
  expect((await raw(`${site.base}/metrics`)).status).toBe(200);
  expect((await raw(`${site.base}/mailbox.json`)).status).toBe(200);
});
