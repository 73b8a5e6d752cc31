/** Before a test run: the pages are built, and one Postgres starts with a migrated template that each test clones. */
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

import { APP_ROLE, appUrlOf, loginOf } from "./roles.ts";
import { freePort, siteEnvironment, startProcess, untilReady } from "./server.ts";

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
  // a site writes into its database, and the template stays as it is
  await admin.pool.query("create database first_site template template_tracker");
  await admin.close();
  await compileWhenStale(urlOf("first_site"), project.config.env["NODE_COMPILE_CACHE"]!);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Keeps what Node makes of the sources of a site, so that the many that are started need not: a process writes
 * it at its end, if it is not killed.
 */
async function compileWhenStale(databaseUrl: string, folder: string): Promise<void> {
  const modified = (file: string) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (modified(folder) > modified("build/server/index.js")) return;
  fs.rmSync(folder, { recursive: true, force: true });
  const port = await freePort();
  const env = { ...siteEnvironment(databaseUrl, port), NODE_COMPILE_CACHE: folder };
  await using site = startProcess(env, port);
  await untilReady(site);
}
