import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test, vi } from "vitest";

import { deriveKeys } from "#app/keys.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";

import { freshDatabase } from "./support/database.ts";
import { dataFolder, isAlive, postgresPid, start, usedFolder } from "./support/embedded.ts";
import {
  APP_KEYS,
  freePort,
  inherited,
  siteEnvironment,
  startProcess,
  untilPrinted,
  untilReady,
} from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

async function signAndConfirm(base: string, email: string): Promise<void> {
  const ann = visitor(base);
  await ann.sign("free-the-prisoners", { email });
  const [mail] = await ann.mails(email);
  await ann.post(linkIn(mail!, "/confirm/"), {});
}

async function countOfPrisoners(base: string): Promise<number> {
  const list = await visitor(base).json<{
    data: { attributes: { action: string; signature_count: number } }[];
  }>("/petitions.json?q=prisoners");
  return list.data[0]!.attributes.signature_count;
}

test("a first run seeds, signs, stops all of it on SIGTERM, and keeps the data", async () => {
  using data = dataFolder();
  const port = await freePort();
  const first = await start(data.folder, port);
  await untilPrinted(first, /http\S+\/mailbox/);
  await untilPrinted(first, /http\S+\/organise\/sign-in\/\S+/);
  expect(fs.statSync(path.join(data.folder, "keys")).mode & 0o777).toBe(0o600);
  const sampled = await countOfPrisoners(first.base);
  await signAndConfirm(first.base, "ann@example.org");
  const pid = postgresPid(data.folder);
  first.process.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });

  await using second = await start(data.folder, port);
  expect(await countOfPrisoners(second.base)).toBe(sampled + 1);
});

test("a kill -9 is survived by the next start, and nothing acknowledged is lost", async () => {
  using data = usedFolder();
  const port = await freePort();
  const first = await start(data.folder, port);
  const sampled = await countOfPrisoners(first.base);
  await signAndConfirm(first.base, "ann@example.org");
  first.process.kill("SIGKILL");
  await first.ended;

  // Postgres runs on without its keeper: the next start takes it over
  const second = await start(data.folder, port);
  expect(await countOfPrisoners(second.base)).toBe(sampled + 1);
  await signAndConfirm(second.base, "bob@example.org");

  // now the machine goes down: both die, and their pid file is left
  const pid = postgresPid(data.folder);
  second.process.kill("SIGKILL");
  process.kill(pid, "SIGKILL");
  await second.ended;
  await using third = await start(data.folder, port);
  expect(await countOfPrisoners(third.base)).toBe(sampled + 2);
});

test("commands find the database of a running server, and start it when none runs", async () => {
  using data = dataFolder();
  const port = await freePort();
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [`app/commands/${script}.ts`, ...args], {
      encoding: "utf8",
      env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
    });
  expect(run("migrate")).toMatchObject({ status: 0 });
  const server = await start(data.folder, port);
  expect(run("tally-check")).toMatchObject({ status: 0, stdout: "Every count is true.\n" });
  expect(run("organiser-add", "you@example.org")).toMatchObject({ status: 0, stderr: "" });
  expect(run("organiser-add", "nonsense")).toMatchObject({ status: 1 });
  expect(run("tally-check", "--nonsense")).toMatchObject({ status: 2 });
  for (const script of [
    "migrate",
    "seed",
    "sample-remove",
    "import-areas",
    "import-members",
    "import-postcodes",
    "tally-check",
    "organiser-add",
  ]) {
    const help = run(script, "--help");
    expect([script, help.status, help.stdout.includes("npm run")]).toEqual([script, 0, true]);
  }
  await server[Symbol.asyncDispose]();
  expect(run("tally-check")).toMatchObject({ status: 0 });
  expect(fs.existsSync(path.join(data.folder, "postgres/postmaster.pid"))).toBe(false);
});

/** Runs until it ends by itself; gives what it said on the error stream. */
async function refused(env: Record<string, string>, port: number) {
  const server = startProcess(env, port);
  const code = await server.ended;
  return { code, lines: server.output().trim().split("\n") };
}

test("what a start cannot do it says in one line, exit code 1", async () => {
  using data = usedFolder();
  const port = await freePort();

  const busy = net.createServer();
  await new Promise<void>((resolve) => busy.listen(port, "127.0.0.1", resolve));
  expect(await refused({ DATA_DIR: data.folder }, port)).toEqual({
    code: 1,
    lines: [`Port ${port} is in use: give another with PORT.`],
  });
  busy.close();

  const unwritable = await refused({ DATA_DIR: "/proc/demands" }, port);
  expect(unwritable.code).toBe(1);
  expect(unwritable.lines).toEqual([expect.stringMatching(/\/proc\/demands cannot be written/)]);

  expect(await refused({ MAIL_TRANSPORT: "pigeon", ROLE: "king" }, port)).toEqual({
    code: 1,
    lines: [
      'MAIL_TRANSPORT must be mailbox, resend or smtp (it is "pigeon")',
      'ROLE must be all, web or worker (it is "king")',
    ],
  });
  const deployment = await refused({ DATABASE_URL: "postgres://u@127.0.0.1:1/x" }, port);
  expect(deployment.code).toBe(1);
  expect(deployment.lines.map((line) => line.split(" ")[0])).toEqual([
    "APP_ORIGIN",
    "APP_KEYS",
    "MAIL_TRANSPORT",
  ]);

  const nowhere = { DATABASE_URL: "postgres://u:p@127.0.0.1:1/x", APP_KEYS };
  const away = { ...nowhere, APP_ORIGIN: "http://localhost", MAIL_TRANSPORT: "mailbox" };
  expect(await refused(away, port)).toEqual({
    code: 1,
    lines: ["DATABASE_URL cannot be reached: ECONNREFUSED"],
  });

  await using filled = await freshDatabase();
  const others = deriveKeys([{ version: 1, key: Buffer.alloc(32, 8) }]);
  await addOrganiser(filled.db, others, "you@example.org", undefined, new Date());
  expect(await refused(siteEnvironment(filled.url, port), port)).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^The keys do not open what this database holds: give APP_KEYS/)],
  });

  await using server = await start(data.folder, port);
  const second = await refused({ DATA_DIR: data.folder }, await freePort());
  expect(second.code).toBe(1);
  expect(second.lines).toEqual([expect.stringMatching(/^Another server runs in the data folder/)]);
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
});

test("a copied data folder is a database of its own", async () => {
  using data = usedFolder();
  const port = await freePort();
  await using server = await start(data.folder, port);
  using copy = dataFolder();
  spawnSync("cp", ["-a", `${data.folder}/.`, copy.folder]);
  const added = spawnSync(process.execPath, ["app/commands/organiser-add.ts", "x@example.org"], {
    encoding: "utf8",
    env: { ...inherited, NODE_ENV: "production", DATA_DIR: copy.folder },
  });
  expect(added).toMatchObject({ status: 0, stderr: "" });
  expect(isAlive(postgresPid(data.folder))).toBe(true);
  expect(fs.existsSync(path.join(copy.folder, "postgres/postmaster.pid"))).toBe(false);
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
  const again = spawnSync(process.execPath, ["app/commands/organiser-add.ts", "x@example.org"], {
    encoding: "utf8",
    env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
  });
  // in the original nobody was added before
  expect(again.stdout).toContain("owner");
  expect(again.stdout).toBe(added.stdout);
});

test("a command does not stop the Postgres of a server, not even after Postgres broke down", async () => {
  using data = usedFolder();
  const server = await start(data.folder, await freePort());
  const children = () =>
    spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
      .stdout.split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, parent]) => parent === String(postgresPid(data.folder)));
  // Postgres ends all connections when one of its processes dies
  const [connection] = children().find((words) => words.join(" ").includes("127.0.0.1"))!;
  process.kill(Number(connection), "SIGKILL");
  await untilReady(server);
  const command = spawnSync(process.execPath, ["app/commands/tally-check.ts"], {
    env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
  });
  expect(command.status).toBe(0);
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
  const second = await refused({ DATA_DIR: data.folder }, await freePort());
  expect(second.lines).toEqual([expect.stringMatching(/^Another server runs in the data folder/)]);
  await server[Symbol.asyncDispose]();
  expect(fs.existsSync(path.join(data.folder, "postgres/postmaster.pid"))).toBe(false);
});

test("a server and commands that start, work and end at the same moment share one database", async () => {
  using data = dataFolder();
  const port = await freePort();
  const command = () =>
    new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, ["app/commands/tally-check.ts"], {
        stdio: "ignore",
        env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
      });
      child.once("exit", resolve);
    });
  const [server, ...codes] = await Promise.all([
    start(data.folder, port),
    ...Array.from({ length: 4 }, async (_, place) => {
      await sleep(place * 300);
      return [await command(), await command()];
    }),
  ]);
  expect(codes.flat()).toEqual(Array.from({ length: 8 }, () => 0));
  await signAndConfirm(server.base, "ann@example.org");
  // one that is at work when the server ends is left its database, and stops it
  const late = command();
  await sleep(200);
  await server[Symbol.asyncDispose]();
  expect(await late).toBe(0);
  expect(fs.existsSync(path.join(data.folder, "postgres/postmaster.pid"))).toBe(false);
});
