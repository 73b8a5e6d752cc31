/** The layouts that signatures can have, each on servers of its own of the installed Postgres. */
import { connect, type Db } from "#db/connection.ts";
import { spreadOverMachines, spreadOverParts } from "#db/spread.ts";

import {
  type Cluster as Server,
  makeCluster,
  scratchFolder,
  startCluster,
} from "../support/installed.ts";
import { startCitus } from "../support/own-citus.ts";
import { freePort } from "../support/server.ts";
import { BENCH, databasesOn, settings } from "./cluster.ts";
import { loadSignatures, patientConnection } from "./load-signatures.ts";

export interface LaidOut extends AsyncDisposable {
  name: string;
  /** Its address for a site. */
  url: string;
  db: Db;
  servers: readonly Server[];
  /** In seconds, how long the signatures took to be laid out so. */
  moved: number;
}

const PARTS = 8;

/** @param bin the programs of the installed Postgres */
export const whole = (bin: string, size: number): Promise<LaidOut> =>
  onOne(bin, size, "in one table", () => Promise.resolve());

export const inParts = (bin: string, size: number): Promise<LaidOut> =>
  onOne(bin, size, `in ${PARTS} parts`, (db) => spreadOverParts(db, PARTS));

async function onOne(
  bin: string,
  size: number,
  name: string,
  layOut: (db: Db) => Promise<void>,
): Promise<LaidOut> {
  const stack = new AsyncDisposableStack();
  const data = stack.use(scratchFolder()).at("data");
  makeCluster(bin, data);
  const server = stack.use(await startCluster(bin, data, await freePort(), settings));
  const database = await databaseOn(stack, server, size);
  const moved = await patiently(database.url, layOut);
  return laidOut(stack, { name, url: database.url, servers: [server], moved });
}

/** A coordinator and two workers. */
export async function overMachines(bin: string, size: number): Promise<LaidOut> {
  const stack = new AsyncDisposableStack();
  const citus = stack.use(await startCitus(bin, settings));
  await databaseOn(stack, citus.machines[0]!, size);
  const url = await citus.join(NAME);
  const moved = await patiently(url, spreadOverMachines);
  const name = `over a coordinator and ${citus.machines.length - 1} workers`;
  return laidOut(stack, { name, url, servers: citus.machines, moved });
}

const NAME = "bench_layout";

async function databaseOn(stack: AsyncDisposableStack, server: Server, size: number) {
  const databases = stack.use(databasesOn(server.url, () => Promise.resolve()));
  const database = stack.use(await databases.newDatabase(NAME));
  await loadSignatures(database.url, size);
  return database;
}

/** @returns how many seconds it took */
async function patiently(url: string, act: (db: Db) => Promise<void>): Promise<number> {
  const { db, close } = await patientConnection(url);
  const begun = performance.now();
  await act(db);
  const seconds = (performance.now() - begun) / 1000;
  await close();
  return seconds;
}

function laidOut(
  stack: AsyncDisposableStack,
  layout: Pick<LaidOut, "name" | "url" | "servers" | "moved">,
): LaidOut {
  const address = new URL(layout.url);
  address.searchParams.set("application_name", BENCH);
  const { db, close } = connect(address.href, 4);
  stack.defer(close);
  return { ...layout, db, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
