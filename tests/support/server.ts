/** The built server as its own process, on a free port of this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { type Db } from "#db/connection.ts";
import { keepFirstValues } from "#app/campaign/settings.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";

import { freshDatabase, type TestDatabase } from "./database.ts";
import { appUrlOf } from "./roles.ts";

export const APP_KEYS = `1:${Buffer.alloc(32, 7).toString("base64url")}`;

/** What a deployment gives; no mail leaves the machine unless more is given. */
export const siteEnvironment = (url: string, port: number): Record<string, string> => ({
  DATABASE_URL: url,
  APP_ORIGIN: `http://127.0.0.1:${port}`,
  APP_KEYS,
  MAIL_TRANSPORT: "mailbox",
  CAMPAIGN_NAME: "Solidarity with Kazakhstan",
  CAMPAIGN_EMAIL: "campaign@example.org",
  CAMPAIGN_ADDRESS: "1 Example Street, London",
});

/** What letters need beside it; no variable says it. */
const WHO_SIGNS = {
  ...{ name: undefined, email: undefined, address: undefined },
  ...{ sender: "Alex Example", telephone: "020 7946 0123" },
};

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export interface Running extends AsyncDisposable {
  base: string;
  process: ChildProcess;
  /** What it has printed so far, both streams. */
  output: () => string;
  /** Resolves with the exit code (or the signal's name) when it has ended. */
  ended: Promise<number | string>;
}

/** All that a process of ours has of the environment of the tests: the path, and what Node has compiled before. */
export const inherited = {
  PATH: process.env["PATH"],
  NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
};

/**
 * Starts `node start.js`, as if behind one proxy: what says no `X-Forwarded-For` comes from this machine.
 * @param folder the checkout that is started, this one unless told
 * @param words of the command line, after `start.js`
 * @returns as soon as the process runs; `untilReady` waits for its pages
 */
export function startProcess(
  env: Record<string, string>,
  port: number,
  folder = ".",
  words: string[] = [],
): Running {
  const child = spawn(process.execPath, ["start.js", ...words], {
    cwd: folder,
    env: {
      ...inherited,
      NODE_ENV: "production",
      PORT: String(port),
      LOG_LEVEL: "warn",
      TRUSTED_PROXY_HOPS: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data) => (output += String(data)));
  child.stderr.on("data", (data) => (output += String(data)));
  const ended = new Promise<number | string>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "gone")),
  );
  return {
    base: `http://127.0.0.1:${port}`,
    process: child,
    output: () => output,
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Ends a server whose database goes with it: to stop would wait until the connections of visitors have long been idle. */
export async function killed(server: Running): Promise<void> {
  server.process.kill("SIGKILL");
  await server.ended;
}

export async function untilReady(server: Running): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    // a connection kept alive would be waited for when the server stops
    const asked = fetch(`${server.base}/readyz`, { headers: { connection: "close" } });
    const response = await asked.catch(() => undefined);
    if (response?.ok) return;
    if (server.process.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`the server did not get ready:\n${server.output()}`);
}

/** Waits until the process has printed what `pattern` finds. */
export async function untilPrinted(server: Running, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const found = pattern.exec(server.output());
    if (found) return found[0];
    await sleep(100);
  }
  throw new Error(`${pattern} was not printed:\n${server.output()}`);
}

export interface Site extends AsyncDisposable {
  base: string;
  db: Db;
  database: TestDatabase;
  server: Running;
}

/** A seeded database of its own and a server on it, mail going to the mailbox. */
export async function startSite(env: Record<string, string> = {}): Promise<Site> {
  const database = await freshDatabase();
  await seedIfEmpty(database.db, true, new Date());
  await keepFirstValues(database.db, WHO_SIGNS, new Date());
  return serveOn(database, env);
}

/** The same on a database as a deployment begins with: nothing is in it. */
export const startEmptySite = async (env: Record<string, string> = {}): Promise<Site> =>
  serveOn(await freshDatabase(), env);

/**
 * It works with the rows as the site's own role; tables are the owner's, as in a deployment.
 * @param host the name or number that it is reached at
 */
export async function serveOn(
  database: TestDatabase,
  env: Record<string, string> = {},
  host = "127.0.0.1",
): Promise<Site> {
  const port = await freePort();
  const base = `http://${host}:${port}`;
  const given = {
    ...siteEnvironment(appUrlOf(database.url), port),
    // a process that only answers requests goes without it
    ...(env["ROLE"] !== "web" && { DATABASE_MIGRATE_URL: database.url }),
    ...{ APP_ORIGIN: base, ...env },
  };
  const server = startProcess(given, port);
  await untilReady(server);
  return {
    base,
    db: database.db,
    database,
    server,
    [Symbol.asyncDispose]: async () => {
      await killed(server);
      await database[Symbol.asyncDispose]();
    },
  };
}
