import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test, vi } from "vitest";

import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

/** In milliseconds; so long such a connection may stay, and a machine may be busy. */
const CLOSED_IN = 40_000;

const page = (host: string) => `GET /demands/free-the-prisoners HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** What is said at first; then a byte each second, or none. Answers are read by the byte, or not at all. */
const habits: Record<string, { says: (host: string) => string; goesOn: boolean; reads: number }> = {
  "says nothing": { says: () => "", goesOn: false, reads: Infinity },
  "sends its head by the byte": {
    says: (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `,
    goesOn: true,
    reads: Infinity,
  },
  "sends its form by the byte": {
    says: (host) =>
      `POST /demands/free-the-prisoners/sign HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\n` +
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nname=",
    goesOn: true,
    reads: Infinity,
  },
  "reads nothing": { says: (host) => page(host).repeat(400), goesOn: false, reads: 0 },
  "reads by the byte": { says: (host) => page(host).repeat(400), goesOn: false, reads: 1 },
  "is quiet after an answer": { says: page, goesOn: false, reads: Infinity },
};

function open(base: string, { says, goesOn, reads }: (typeof habits)[string]): net.Socket {
  const { hostname, port, host } = new URL(base);
  const socket = net.connect(Number(port), hostname).on("error", () => {});
  socket.write(says(host));
  if (reads === Infinity) socket.resume();
  const beat = setInterval(() => {
    if (goesOn && socket.writable) socket.write("a");
    if (reads === 1) socket.read(1);
  }, 1_000);
  socket.on("close", () => clearInterval(beat));
  return socket;
}

/** How many files and connections the server has open, and its memory in MB. */
async function figures(site: Site): Promise<{ open: number; memory: number }> {
  const text = await (await fetch(`${site.base}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)![1]);
  return {
    open: figure("process_open_fds"),
    memory: figure("process_resident_memory_bytes") / 1024 ** 2,
  };
}

for (const processes of [1, 2]) {
  test(`two thousand slow, mute and deaf connections are closed, and honest visitors notice nothing (WEB_CONCURRENCY=${processes})`, async () => {
    await using site = await startSite({ WEB_CONCURRENCY: String(processes) });
    const { sign, get } = visitor(site.base);
    expect((await get("/demands/free-the-prisoners")).status).toBe(200);
    const before = await figures(site);
    const sockets: net.Socket[] = [];
    for (const habit of Object.values(habits)) {
      // those who ask for much are enough work for a machine when they are few
      for (let n = habit.reads === Infinity ? 500 : 30; n > 0; n--) {
        sockets.push(open(site.base, habit));
        if (n % 50 === 0) await sleep(10);
      }
    }
    await vi.waitFor(async () => expect((await figures(site)).open).toBeGreaterThan(1_000), 60_000);
    const end = Date.now() + CLOSED_IN;
    for (let n = 0; (await figures(site)).open > before.open + 20; n++) {
      expect(Date.now()).toBeLessThan(end);
      expect((await sign("free-the-prisoners", { email: `a${n}@example.org` })).status).toBe(303);
      expect((await get("/demands/free-the-prisoners")).status).toBe(200);
      await sleep(500);
    }
    expect((await figures(site)).memory - before.memory).toBeLessThan(300 * processes);
    // who is cut off for it is no fault to be logged
    const lines = site.server.output().split("\n");
    expect(lines.filter((line) => line !== "" && !line.includes("there is no organiser"))).toEqual(
      [],
    );
    for (const socket of sockets) socket.destroy();
  });
}

test("who reads an answer slowly but steadily gets all of it, and who waits for a slow one too", async () => {
  await using site = await startSite();
  const { hostname, port, host } = new URL(site.base);
  const socket = net.connect(Number(port), hostname);
  socket.pause();
  const asked = 60;
  socket.write(
    page(host).repeat(asked - 1) + page(host).replace("\r\n", "\r\nConnection: close\r\n"),
  );
  let got = "";
  let ended = false;
  socket.on("end", () => (ended = true));
  // for longer than a connection may be stuck
  while (!ended) {
    got += String(socket.read() ?? "");
    await sleep(400);
  }
  expect(got.split("HTTP/1.1 200 OK").length - 1).toBe(asked);
});
