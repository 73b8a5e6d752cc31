/** The whole program: database, build, web server and background work, until it is told to stop. */
import cluster from "node:cluster";
import { pathToFileURL } from "node:url";
import v8 from "node:v8";

import { buildIfStale } from "./app/process/build.server.ts";
import { ConfigError, parseConfig, readEnvironment } from "./app/config.server.ts";
import { tellMisspelt } from "./app/process/misspelt.ts";
import { keepFirstValues } from "./app/campaign/settings.server.ts";
import { createContext } from "./app/context.server.ts";
import { createChanges } from "./app/host/changes.server.ts";
import { openDatabase } from "./app/process/database.server.ts";
import { announce } from "./app/process/announce.server.ts";
import { AT_ONCE, openSources, renewWhenEdited } from "./app/process/develop.server.ts";
import { respellOrganisers } from "./app/organisers/respell-organisers.server.ts";
import { requireRing } from "./app/sealing/check-ring.server.ts";
import { keepRing } from "./app/sealing/keep-ring.server.ts";
import { addSample } from "./app/seed/sample/add-sample.server.ts";
import { bringUpToDate, mayChange, waitUntilCurrent } from "./app/process/schema.server.ts";
import { seedIfEmpty } from "./app/seed/seed.server.ts";
import { stopAll, untilTold } from "./app/process/stop.server.ts";
import { answerWithSums, summedMetrics } from "./app/process/sum-figures.server.ts";
import { giveUp, hearSupervisor, leave, shareChanges } from "./app/process/supervised.server.ts";
import { superviseWeb } from "./app/process/supervise.server.ts";
import { BRIEFLY, UNHURRIED } from "./app/host/drain.server.ts";
import { startWork } from "./app/jobs/work.server.ts";
import { LocalDatabaseError } from "./db/local/folders.ts";
import { migrateToLatest } from "./db/migrate.ts";
import { makeSigningDays, patiently } from "./db/partitions.ts";
import { createDevHost, createHost } from "./server.js";

const dev = process.argv.includes("--dev");
process.env.NODE_ENV = dev ? "development" : "production";
const byNpm = process.env.npm_lifecycle_event !== undefined;
// where a machine has much memory, Node lets garbage lie until it is three times what is in use: docs/decisions/0075
v8.setFlagsFromString("--heap-growing-percent=100");

try {
  const environment = readEnvironment();
  if (!cluster.isWorker)
    for (const line of tellMisspelt(environment)) process.stderr.write(`${line}\n`);
  const config = parseConfig(environment);
  await (cluster.isWorker ? serveSupervised(config) : run(config));
} catch (error) {
  const isClear = error instanceof ConfigError || error instanceof LocalDatabaseError;
  const text = isClear ? error.message : error instanceof Error ? error.stack : String(error);
  if (cluster.isWorker) giveUp(text ?? "");
  else {
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

/** @param {import("./app/config.server.ts").Config} config */
async function run(config) {
  if (!dev && config.role !== "worker") buildIfStale();
  /** @type {import("./app/process/stop.server.ts").Started} */
  const started = {
    database: undefined,
    closeConnections: undefined,
    renew: undefined,
    renewSoon: false,
    log: undefined,
    parts: [],
  };
  const told = untilTold(started, { byNpm });
  // a terminal that is closed ends what runs in it; otherwise SIGHUP renews, where that is possible
  const renews = isSupervised(config) && !process.stdout.isTTY;
  process.on("SIGHUP", () => {
    if (!renews) process.emit("SIGTERM");
    else if (started.renew) void started.renew();
    else started.renewSoon = true;
  });
  try {
    await Promise.race([start(config, started), told]);
    await told;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
  started.log?.info({ pid: process.pid }, "stopping");
  await stopAll(started);
  started.log?.info({ pid: process.pid }, "stopped");
  process.exit(0);
}

/**
 * @param {import("./app/config.server.ts").Config} config
 * @param {import("./app/process/stop.server.ts").Started} started
 */
async function start(config, started) {
  const database = openDatabase(config, "server");
  started.database = database;
  const { url, keep } = await database;
  const context = createContext(config, url, { dev });
  started.closeConnections = context.close;
  started.log = context.log;
  keep((fields, message) => context.log.warn(fields, message));
  const owner = context.owner.db;
  if (await mayChange(owner)) {
    await bringUpToDate(owner, config);
    await patiently(() => makeSigningDays(owner, context.clock()));
  } else await waitUntilCurrent(context.db);
  await requireRing(context.db, config, context.keys);
  await keepRing(context.db, context.keys, true, context.clock());
  await respellOrganisers(context.db, context.keys);
  if (config.demo) await seedDemo(context);
  await keepFirstValues(context.db, config.campaign, context.clock());
  await context.campaign.renew();
  if (config.role !== "worker") started.parts.push(await startWeb(context, url, started));
  if (config.role !== "web" && !isDeveloped(config)) started.parts.push(startWork(context));
  await announce(context);
  const { role, webConcurrency } = config;
  context.log.info({ pid: process.pid, role, webConcurrency, node: process.version }, "started");
}

/** @param {import("./app/context.server.ts").AppContext} context */
async function seedDemo({ db, keys, config, clock }) {
  const now = clock();
  const campaign = config.campaign.name ?? "";
  await seedIfEmpty(db, true, now, (tx) => addSample(tx, keys, campaign, now));
}

/**
 * Whether a web process does all that there is to do, so that it can be renewed with its sources.
 * @param {import("./app/config.server.ts").Config} config
 */
function isDeveloped(config) {
  return dev && config.role !== "worker";
}

/** @param {import("./app/config.server.ts").Config} config */
function isSupervised(config) {
  return isDeveloped(config) || (config.role !== "worker" && config.webConcurrency > 1);
}

/**
 * @param {import("./app/context.server.ts").AppContext} context
 * @param {string} databaseUrl
 * @param {import("./app/process/stop.server.ts").Started} started
 * @returns stops what answers requests
 */
async function startWeb(context, databaseUrl, started) {
  const { config, log, metrics } = context;
  if (!isSupervised(config)) {
    const stop = await serve(context);
    return () => stop(BRIEFLY);
  }
  answerWithSums(metrics);
  const processes = dev ? 1 : config.webConcurrency;
  const patience = dev ? AT_ONCE : UNHURRIED;
  const countDeath = metrics.countDeath;
  const tools = { processes, databaseUrl, log, patience, countDeath };
  const { stop, renew } = await superviseWeb(tools);
  started.renew = renew;
  if (dev) renewWhenEdited(renew);
  if (started.renewSoon) void renew();
  return stop;
}

/**
 * A web process of several, until its supervisor ends it.
 * @param {import("./app/config.server.ts").Config} config
 */
async function serveSupervised(config) {
  const { databaseUrl, told } = hearSupervisor();
  const changes = shareChanges(createChanges());
  // what changes tables is the first process's
  const own = { ...config, migrateUrl: undefined };
  const context = createContext(own, await databaseUrl, { dev }, changes);
  const metrics = summedMetrics(context.metrics);
  // the supervisor has migrated; a step that is being written came later
  if (dev) await migrateToLatest(context.db);
  // one that begins while the database is away serves what it can, and reads it as soon as it may
  await context.campaign.renew().catch(() => {});
  const stop = await serve({ ...context, metrics });
  const stopWork = dev && config.role === "all" ? startWork(context) : undefined;
  const patience = await told;
  await Promise.all([stop(patience), stopWork?.()]);
  await context.close();
  leave();
}

/** @param {import("./app/context.server.ts").AppContext} context */
async function serve(context) {
  const { host, port } = context.config;
  const { server, stop } = dev ? await devHost(context) : await builtHost(context);
  await new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      const why =
        code === "EADDRINUSE"
          ? `Port ${port} is in use: give another with PORT.`
          : `Cannot listen on ${host}:${port} (${code}).`;
      reject(new ConfigError(why));
    });
    server.listen(port, host, () => resolve(undefined));
  });
  return stop;
}

/** @param {import("./app/context.server.ts").AppContext} context */
async function builtHost(context) {
  const build = pathToFileURL("build/server/index.js").href;
  return createHost(context, await import(build));
}

/** @param {import("./app/context.server.ts").AppContext} context */
async function devHost(context) {
  const { load, middlewares, end, close } = await openSources(context.config.dataDir);
  const { server, stop } = createDevHost(context, load, middlewares);
  return {
    server,
    /** @param {import("./app/host/drain.server.ts").Patience} patience */
    stop: async (patience) => {
      end();
      await stop(patience);
      await close();
    },
  };
}
