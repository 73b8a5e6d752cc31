import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test, vi } from "vitest";

import { seedIfEmpty } from "#app/seed/seed.server.ts";

import { freshDatabase } from "./support/database.ts";
import {
  freePort,
  siteEnvironment,
  startProcess,
  startSite,
  untilReady,
} from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

const LIMIT_MS = 20_000;

test("SIGTERM ends everything though the mail provider never answers", async () => {
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const provider = http.createServer(() => asked());
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;
  await using site = await startSite({
    MAIL_TRANSPORT: "resend",
    MAIL_FROM: "Petitions <petitions@example.org>",
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: `http://127.0.0.1:${port}`,
  });
  const taken = await visitor(site.base).sign("free-the-prisoners", { email: "a@example.org" });
  expect(taken.status).toBe(303);
  await isAsked;
  site.server.process.kill("SIGTERM");
  expect(await Promise.race([site.server.ended, sleep(LIMIT_MS, "still there")])).toBe(0);
  provider.closeAllConnections();
  provider.close();
});

test("SIGTERM to npm start ends the server too, though npm's shell passes no signal on", async () => {
  await using database = await freshDatabase();
  await seedIfEmpty(database.db, true, new Date());
  const port = await freePort();
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "production" as const,
    PORT: String(port),
    ...siteEnvironment(database.url, port),
  };
  const npm = spawn("npm", ["start"], { env, stdio: "ignore" });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitFor(async () => expect(await answers()).toBe(true), LIMIT_MS);
  npm.kill("SIGTERM");
  await vi.waitFor(async () => expect(await answers()).toBe(false), LIMIT_MS);
});

/** Asks again and again, each time over a new connection. @returns ends it, with how often each outcome was met */
function knock(base: string, perSecond: number) {
  const outcomes: Record<string, number> = {};
  const asked: Promise<void>[] = [];
  const ask = () =>
    new Promise<string>((resolve) => {
      const request = http.get(`${base}/petitions/1/count.json`, { agent: false }, (response) => {
        response.on("error", (error) => resolve(String(error)));
        response.resume().on("end", () => resolve(String(response.statusCode)));
      });
      request.on("error", (error: NodeJS.ErrnoException) =>
        resolve(`${error.syscall} ${error.code}`),
      );
    });
  const begun = performance.now();
  const asking = setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * perSecond;
    while (asked.length < due)
      asked.push(ask().then((outcome) => void (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1)));
  }, 1);
  return {
    outcomes,
    stop: async () => {
      clearInterval(asking);
      await Promise.all(asked);
    },
  };
}

test("SIGTERM resets no connection: whoever comes meanwhile is answered, or finds nobody listening", async () => {
  const database = await freshDatabase();
  await seedIfEmpty(database.db, true, new Date());
  const reset: Record<string, number> = {};
  for (let round = 0; round < 5; round++) {
    const port = await freePort();
    const server = startProcess(siteEnvironment(database.url, port), port);
    await untilReady(server);
    const knocking = knock(server.base, 200);
    await vi.waitFor(() => expect(knocking.outcomes["200"]).toBeGreaterThan(100), 60_000);
    server.process.kill("SIGTERM");
    expect(await Promise.race([server.ended, sleep(10_000, "still there")])).toBe(0);
    await knocking.stop();
    for (const [outcome, times] of Object.entries(knocking.outcomes))
      if (!["200", "connect ECONNREFUSED"].includes(outcome))
        reset[outcome] = (reset[outcome] ?? 0) + times;
  }
  // between the last look and the close lie some microseconds, in which a busy machine may do much else
  const times = Object.values(reset).reduce((sum, number) => sum + number, 0);
  expect(times, JSON.stringify(reset)).toBeLessThanOrEqual(2);
  await database[Symbol.asyncDispose]();
});

test("SIGTERM during the first start leaves no Postgres", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-stop-"));
  fs.chmodSync(folder, 0o755);
  const port = await freePort();
  await using server = startProcess(
    { DATA_DIR: folder, APP_ORIGIN: `http://127.0.0.1:${port}` },
    port,
  );
  // Postgres is being started, and nothing else has begun
  while (!fs.existsSync(path.join(folder, "postgres.log"))) await sleep(5);
  server.process.kill("SIGTERM");
  expect(await Promise.race([server.ended, sleep(LIMIT_MS, "still there")])).toBe(0);
  expect(server.output()).not.toContain("Error");
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
  expect(processes).not.toContain(folder);
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a key file that was cut is refused in one line, and Postgres is stopped again", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-stop-"));
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, "keys"), "1:abc\n");
  const port = await freePort();
  await using server = startProcess(
    { DATA_DIR: folder, APP_ORIGIN: `http://127.0.0.1:${port}` },
    port,
  );
  expect(await server.ended).toBe(1);
  const lines = server.output().trim().split("\n");
  expect(lines.at(-1)).toBe(
    `The keys in ${path.join(folder, "keys")} cannot be read: restore it from a copy; without it no signature can be read.`,
  );
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
  expect(processes).not.toContain(folder);
  fs.rmSync(folder, { recursive: true, force: true });
});
