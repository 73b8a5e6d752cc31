/** What arrives slowly holds memory: so much of one network and no more. */
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { createBodyRoom } from "#app/host/bodies/take-body.server.ts";

import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

async function memoryOf(site: Site): Promise<number> {
  const text = await (await fetch(`${site.base}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)![1]) / 1024 ** 2;
}

test("bodies that never end take no memory without end, and others sign meanwhile", async () => {
  await using site = await startSite();
  const { hostname, port, host } = new URL(site.base);
  const before = await memoryOf(site);
  const head = `POST /webhooks/resend HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: 203.0.113.7\r\nContent-Length: 1000000\r\n\r\n`;
  const body = Buffer.alloc(900_000, "a");
  const sockets = Array.from({ length: 600 }, () => {
    const socket = net.connect(Number(port), hostname).on("error", () => {});
    socket.write(head);
    socket.write(body);
    return socket.resume();
  });
  for (let n = 0; n < 10; n++) {
    await sleep(500);
    expect((await memoryOf(site)) - before).toBeLessThan(150);
  }
  const { status } = await visitor(site.base).sign("free-the-prisoners");
  expect(status).toBe(303);
  for (const socket of sockets) socket.destroy();
});

test("a network has so much room, and has it again once its bodies have come", () => {
  const take = createBodyRoom(100);
  const giveBack = take("a", 60)!;
  expect(take("a", 41)).toBeUndefined();
  expect(take("a", 40)).toBeDefined();
  expect(take("b", 100)).toBeDefined();
  giveBack();
  expect(take("a", 60)).toBeDefined();
  expect(take("a", 1)).toBeUndefined();
});
