/** A disk that is full: that of the tables, that of the write-ahead log. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { connect } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";

import { dataFolder, isAlive, postgresPid, smallDisk, start } from "../support/embedded.ts";
import { startStandIn } from "../support/resend-stand-in.ts";
import { freePort } from "../support/server.ts";
import { type SigningLoad, startSigning } from "../support/signing-load.ts";
import type { Outcome, Skipped } from "./outcome.ts";
import { judge, keysOf, mailBy, PATIENCE, untilTaken } from "./place.ts";

const MB = 220;
const RECOVERED_WITHIN = 5;

/** @param what stands on the small disk; the other of the two has room */
export async function fullDisk(rounds: number, what: "tables" | "log"): Promise<Outcome | Skipped> {
  using small = smallDisk(MB);
  if (!small) return { skipped: "this machine lets nobody mount a small disk" };
  using roomy = dataFolder();
  await using standIn = await startStandIn({ faultRate: 0.05 });
  const home = (what === "tables" ? small : roomy).folder;
  await moveLog(home, (what === "tables" ? roomy : small).folder);
  await using server = await start(home, await freePort(), {
    ...mailBy(standIn),
    LOG_LEVEL: "silent",
  });
  const load = startSigning({ bases: [server.base], standIn, people: 6, patience: PATIENCE });
  const ballast = path.join(small.folder, "ballast");
  const recovery: number[] = [];
  const slow: string[] = [];
  const url = urlIn(home);
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=1M"]);
    await untilFelt({ home, url }, load, what);
    await sleep(1_000);
    fs.rmSync(ballast);
    const back = await untilTaken(load, 1);
    recovery.push(back);
    if (back > RECOVERED_WITHIN) slow.push(`it took ${back.toFixed(1)} s to come back`);
  }
  const keys = keysOf(fs.readFileSync(path.join(home, "keys"), "utf8"));
  return await judge({ load, url, keys, standIn }, recovery, [], slow);
}

/** Makes the cluster, and puts its log where `elsewhere` is. */
async function moveLog(home: string, elsewhere: string): Promise<void> {
  const { stop } = await startLocalDatabase(home, "command");
  await stop();
  const log = path.join(home, "postgres/pg_wal");
  const there = path.join(elsewhere, "pg_wal");
  const { uid, gid } = fs.statSync(log);
  fs.cpSync(log, there, { recursive: true, preserveTimestamps: true });
  spawnSync("chown", ["-R", `${uid}:${gid}`, there]);
  fs.chmodSync(there, 0o700);
  fs.rmSync(log, { recursive: true });
  fs.symlinkSync(there, log);
}

/** A full disk of the log ends Postgres; one of the tables is known by what can be written no more. */
async function untilFelt(
  { home, url }: { home: string; url: string },
  load: SigningLoad,
  what: "tables" | "log",
): Promise<void> {
  const pid = postgresPid(home);
  const refused = load.answers.get(503) ?? 0;
  const fill = "select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))";
  const grow =
    "create table ballast as select repeat(md5(n::text), 40) from generate_series(1, 10000) n";
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const isFull = await ask(url, what === "log" ? fill : grow);
    if (what === "log" ? !isAlive(pid) : isFull || (load.answers.get(503) ?? 0) > refused) return;
    await sleep(10);
  }
  throw new Error("the disk did not get full");
}

/** @returns whether there was no room */
async function ask(url: string, statement: string): Promise<boolean> {
  const { pool, close } = connect(url, 1);
  try {
    await pool.query(statement);
    await pool.query("drop table if exists ballast");
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "53100";
  } finally {
    await close().catch(() => {});
  }
}

function urlIn(home: string): string {
  const read = (name: string) => fs.readFileSync(path.join(home, name), "utf8");
  const port = read("postgres/postmaster.pid").split("\n")[3];
  return `postgres://postgres:${read("postgres.password").trim()}@127.0.0.1:${port}/postgres`;
}
