import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";
import { expect, test, vi } from "vitest";

import { startLocalDatabase } from "#db/local/server.ts";

import { run } from "./support/command.ts";
import {
  breakCluster,
  command,
  dataFolder,
  isAlive,
  postgresOf,
  postgresPid,
  smallDisk,
  start,
  usedFolder,
} from "./support/embedded.ts";
import {
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  untilPrinted,
  untilReady,
} from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

const PAGE = "/demands/free-the-prisoners";
const COUNT = "/petitions/1/count.json";

/** Asks the server's own Postgres. */
async function query<T>(folder: string, text: string): Promise<T[]> {
  const file = path.join(folder, "postgres/postmaster.pid");
  const port = Number(fs.readFileSync(file, "utf8").split("\n")[3]);
  const password = fs.readFileSync(path.join(folder, "postgres.password"), "utf8").trim();
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end().catch(() => {});
  }
}

const countSignings = async (folder: string) =>
  (await query<{ count: number }>(folder, "select count(*)::int from signing"))[0]!.count;

/** Signs with ever new addresses, one after another, and counts what is answered. */
function keepSigning(base: string) {
  const answers = new Map<number, number>();
  let going = true;
  const loop = async () => {
    for (let n = 0; going; n++) {
      const email = `crowd${n}@example.org`;
      const { status, headers } = await visitor(base).sign("free-the-prisoners", { email });
      if (status === 503) expect(headers.get("retry-after")).toBe("5");
      answers.set(status, (answers.get(status) ?? 0) + 1);
      await sleep(20);
    }
  };
  const done = loop();
  return {
    answers,
    stop: async () => {
      going = false;
      await done;
    },
  };
}

/** How often the server has logged each message. */
function timesOf({ output }: Running): Map<string, number> {
  const times = new Map<string, number>();
  for (const [, message] of output().matchAll(/"msg":"([^"]+)"/g))
    times.set(message!, (times.get(message!) ?? 0) + 1);
  return times;
}

test.concurrent(
  "Postgres killed is started again by itself; meanwhile the site goes on, and the log is quiet",
  async () => {
    using data = usedFolder();
    await using server = await start(data.folder, await freePort());
    const ann = visitor(server.base);
    expect((await ann.get(PAGE)).status).toBe(200);
    expect((await ann.get(COUNT)).status).toBe(200);
    const crowd = keepSigning(server.base);
    await vi.waitFor(() => expect(crowd.answers.get(303)).toBeGreaterThan(5), 60_000);

    const cluster = breakCluster(data.folder);
    process.kill(postgresPid(data.folder), "SIGKILL");
    await untilPrinted(server, /"msg":"Postgres does not start"/);
    expect((await ann.get(PAGE)).status).toBe(200);
    expect((await ann.get(COUNT)).status).toBe(200);
    expect((await ann.get("/readyz")).status).toBe(503);
    expect((await ann.get("/healthz")).status).toBe(200);
    // pages that nobody has asked for before
    for (const about of ["/?q=one", "/?q=two", "/members", "/constituencies"]) await ann.get(about);
    const refused = await command(data.folder, "tally-check");
    expect(refused).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Postgres did not start: .*pg_control.*\n$/) as string,
    });
    // the jobs of some seconds, and as many tries to start it
    await sleep(5_000);
    const often = [...timesOf(server)].filter(([, times]) => times > 1);
    expect(often).toEqual([]);
    expect(server.output()).not.toContain(" at ");
    cluster.mend();

    await untilReady(server);
    const before = crowd.answers.get(303)!;
    await vi.waitFor(() => expect(crowd.answers.get(303)).toBeGreaterThan(before), 60_000);
    await crowd.stop();
    expect([...crowd.answers.keys()].toSorted()).toEqual([303, 503]);
    expect(await countSignings(data.folder)).toBeGreaterThanOrEqual(crowd.answers.get(303)!);
    expect(postgresOf(data.folder).length).toBe(1);
    expect(await command(data.folder, "tally-check")).toEqual({ code: 0, stderr: "" });
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(postgresOf(data.folder)).toEqual([]);
  },
);

test.concurrent(
  "a deployment's own Postgres that is away is told of once a minute, whoever misses it",
  async () => {
    using data = dataFolder();
    const database = await startLocalDatabase(data.folder, "command");
    expect((await run(database.url, "seed", "--founding")).code).toBe(0);
    const port = await freePort();
    const given = { ...siteEnvironment(database.url, port), LOG_LEVEL: "info" };
    await using server = startProcess(given, port);
    await untilReady(server);
    const ann = visitor(server.base);
    expect(
      (await ann.sign("free-the-prisoners", { email: "ann@example.org", country: "KZ" })).status,
    ).toBe(303);
    process.kill(postgresPid(data.folder), "SIGKILL");
    await untilPrinted(server, /"msg":"the database does not answer"/);
    for (const page of ["/?q=one", "/?q=two", "/members", "/constituencies"]) {
      const { status, headers } = await ann.get(page);
      expect([page, status, headers.get("retry-after")]).toEqual([page, 503, "5"]);
    }
    await sleep(5_000);
    expect([...timesOf(server)].filter(([, times]) => times > 1)).toEqual([]);
    expect(server.output()).not.toContain(" at ");
    database.keep(() => {});
    await untilReady(server);
    expect(
      (await ann.sign("free-the-prisoners", { email: "bob@example.org", country: "KZ" })).status,
    ).toBe(303);
    await server[Symbol.asyncDispose]();
    await database.stop();
  },
);

test.concurrent(
  "several web processes and commands find the Postgres that was started again, and there is one",
  async () => {
    using data = usedFolder();
    await using server = await start(data.folder, await freePort(), { WEB_CONCURRENCY: "2" });
    const crowd = keepSigning(server.base);
    for (let deaths = 0; deaths < 3; deaths++) {
      const before = crowd.answers.get(303) ?? 0;
      await vi.waitFor(() => expect(crowd.answers.get(303)).toBeGreaterThan(before + 5), 60_000);
      const pid = postgresPid(data.folder);
      process.kill(pid, "SIGKILL");
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
      // whichever of them is the first to start it
      const commands = await Promise.all([
        command(data.folder, "tally-check"),
        command(data.folder, "tally-check"),
      ]);
      expect(commands).toEqual(commands.map(() => ({ code: 0, stderr: "" })));
      await untilReady(server);
      expect(postgresOf(data.folder).length).toBe(1);
    }
    await crowd.stop();
    expect(await countSignings(data.folder)).toBeGreaterThanOrEqual(crowd.answers.get(303)!);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(postgresOf(data.folder)).toEqual([]);
  },
);

test.concurrent.each(["1", "2"])(
  "SIGTERM while Postgres is away ends %s web process(es)",
  async (many) => {
    using data = usedFolder();
    const env = { WEB_CONCURRENCY: many, LOG_LEVEL: "info" };
    await using server = await start(data.folder, await freePort(), env);
    await untilPrinted(server, /"msg":"started"/);
    breakCluster(data.folder);
    process.kill(postgresPid(data.folder), "SIGKILL");
    await untilPrinted(server, /"msg":"Postgres does not start"/);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(server.output()).not.toContain("Could not stop");
    expect(postgresOf(data.folder)).toEqual([]);
  },
);

test.concurrent("SIGTERM while Postgres is being started again leaves none", async () => {
  using data = usedFolder();
  await using server = await start(data.folder, await freePort(), { LOG_LEVEL: "info" });
  await untilPrinted(server, /"msg":"started"/);
  const pid = postgresPid(data.folder);
  process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(postgresPid(data.folder)).not.toBe(pid), {
    timeout: 30_000,
    interval: 2,
  });
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(postgresOf(data.folder)).toEqual([]);
});

const probe = smallDisk();
probe?.[Symbol.dispose]();

test.skipIf(!probe)(
  "a disk so full that Postgres breaks down: once there is room all goes on (needs mount)",
  async () => {
    using disk = smallDisk()!;
    await using server = await start(disk.folder, await freePort());
    const ann = visitor(server.base);
    await ann.get(PAGE);
    const crowd = keepSigning(server.base);
    await vi.waitFor(() => expect(crowd.answers.get(303)).toBeGreaterThan(5), 60_000);
    const ballast = path.join(disk.folder, "ballast");
    spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=1M"]);
    const pid = postgresPid(disk.folder);
    const fillLog = "select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))";
    await vi.waitFor(
      async () => {
        await query(disk.folder, fillLog).catch(() => {});
        expect(isAlive(pid)).toBe(false);
      },
      { timeout: 120_000, interval: 10 },
    );
    await untilPrinted(server, /"msg":"Postgres does not start"/);
    expect((await ann.get(PAGE)).status).toBe(200);
    expect((await ann.get("/readyz")).status).toBe(503);
    await expect.poll(() => crowd.answers.get(503) ?? 0).toBeGreaterThan(0);
    fs.rmSync(ballast);
    await untilReady(server);
    const before = crowd.answers.get(303)!;
    await vi.waitFor(() => expect(crowd.answers.get(303)).toBeGreaterThan(before + 5), 60_000);
    await crowd.stop();
    expect([...crowd.answers.keys()].toSorted()).toEqual([303, 503]);
    expect(await countSignings(disk.folder)).toBeGreaterThanOrEqual(crowd.answers.get(303)!);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(postgresOf(disk.folder)).toEqual([]);
  },
);
