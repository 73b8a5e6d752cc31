/** Before a test run: the pages are built, and one Postgres starts with a migrated template that each test clones. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import type { TestProject } from "vitest/node";

import { buildIfStale } from "#app/process/build.server.ts";
import { connect } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { grantAccess } from "#db/grants.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { makeRoles } from "#db/roles.ts";

import { dataFolder, DEMO } from "./embedded.ts";
import { APP_ROLE, appUrlOf, loginOf } from "./roles.ts";
import { freePort, startProcess, untilReady } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildIfStale();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-tests-"));
  fs.chmodSync(folder, 0o755);
  const server = await startLocalDatabase(folder, "server", [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=300",
  ]);
  const admin = connect(server.url, 1);
  const urlOf = (name: string) => server.url.replace(/\/postgres$/, `/${name}`);
  await admin.pool.query("create database template_tracker");
  const template = connect(urlOf("template_tracker"), 2);
  await migrateToLatest(template.db);
  await makeSigningDays(template.db, new Date());
  await makeRoles(template.db, loginOf(server.url), loginOf(appUrlOf(server.url)));
  await grantAccess(template.db, APP_ROLE.name);
  await template.close();
  await admin.close();
  await runWhenStale(project.config.env["NODE_COMPILE_CACHE"]!);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Runs the demo once, for the many that are started: keeps its data folder, and what Node makes of the sources, which
 * a process writes at its end, if it is not killed.
 */
async function runWhenStale(compiled: string): Promise<void> {
  const modified = (file: string) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = modified("build/server/index.js");
  if ([compiled, DEMO].every((folder) => modified(folder) > built)) return;
  for (const folder of [compiled, DEMO]) fs.rmSync(folder, { recursive: true, force: true });
  using data = dataFolder();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { DATA_DIR: data.folder, APP_ORIGIN: origin, NODE_COMPILE_CACHE: compiled };
  const demo = startProcess(env, port);
  await untilReady(demo);
  await demo[Symbol.asyncDispose]();
  execFileSync("cp", ["-a", data.folder, DEMO]);
}
