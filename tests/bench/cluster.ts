/** The Postgres that is measured with: nothing of its safety switched off, a database for each site. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { type Connection, connect, type Db } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";

import { siteEnvironment } from "../support/server.ts";
import { fillPlaces } from "./places.ts";
import { startSite } from "./site.ts";

export interface Database extends Connection, AsyncDisposable {
  url: string;
}

export interface Cluster extends AsyncDisposable {
  /** Connected to the database that nobody uses. */
  db: Db;
  /**
   * A new database: the founding demands, 650 constituencies with a member each, 100,000 postcodes.
   * @param folder the checkout whose site it is for, this one unless told: its schema is that one's
   */
  newDatabase: (name: string, folder?: string) => Promise<Database>;
  /** A new database with nothing in it. */
  emptyDatabase: (name: string) => Promise<Database>;
}

/** As a small machine of one's own would be set; what is written survives a power cut. */
export const settings = ["shared_buffers=1GB", "max_wal_size=4GB", "max_connections=100"];

/** Tells the benchmark's own connections from the site's, which are counted. */
export const BENCH = "bench";

function seedDemands(url: string, folder: string): void {
  execFileSync(
    process.execPath,
    ["--import", "./needs-node.js", "app/commands/seed.ts", "--founding"],
    {
      cwd: folder,
      env: { ...process.env, ...siteEnvironment(url, 1) },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
}

export async function startCluster(): Promise<Cluster> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-bench-"));
  fs.chmodSync(folder, 0o755);
  const server = await startLocalDatabase(folder, "server", settings);
  return databasesOn(server.url, async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
}

/**
 * The same on a Postgres that runs already.
 * @param url of its database `postgres`
 */
export function databasesOn(url: string, stop: () => Promise<void>): Cluster {
  const urlOf = (name: string) => url.replace(/\/postgres$/, `/${name}`);
  const admin = connect(url, 1);
  const open = (name: string) => connect(`${urlOf(name)}?application_name=${BENCH}`, 4);

  /** By folder. */
  const templates = new Map<string, Promise<string>>();
  const templateOf = (folder: string) => {
    const known = templates.get(folder);
    if (known) return known;
    const made = makeTemplate(`bench_template_${templates.size}`, folder);
    templates.set(folder, made);
    return made;
  };

  /** The site's own start makes its schema, whatever names its files have. */
  async function makeTemplate(name: string, folder: string): Promise<string> {
    await admin.pool.query(`create database ${name}`);
    {
      await using _ = await startSite({ url: urlOf(name) }, { ROLE: "web" }, folder);
    }
    // a deployment starts without demands, and its own command knows its columns
    seedDemands(urlOf(name), folder);
    const { db, close } = open(name);
    await fillPlaces(db);
    await close();
    return name;
  }

  async function newDatabase(name: string, template?: string): Promise<Database> {
    await admin.pool.query(`create database ${name}${template ? ` template ${template}` : ""}`);
    const connection = open(name);
    return {
      ...connection,
      url: urlOf(name),
      [Symbol.asyncDispose]: async () => {
        await connection.close();
        await admin.pool.query(`drop database ${name} with (force)`);
      },
    };
  }

  return {
    db: admin.db,
    newDatabase: async (name, folder = ".") => newDatabase(name, await templateOf(folder)),
    emptyDatabase: (name) => newDatabase(name),
    [Symbol.asyncDispose]: async () => {
      await admin.close();
      await stop();
    },
  };
}
