/** Two Postgres servers, of which one follows the other and can take its place. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import pg from "pg";

import { nativeFolder, reachableBinaries, unprivilegedOwner } from "#db/local/folders.ts";
import { readPid } from "#db/local/process.ts";

import { childrenOf, fill, signal } from "./frozen.ts";
import { asOwner, makeCluster, scratchFolder } from "./installed.ts";
import { until } from "./mails.ts";
import { freePort } from "./server.ts";

export interface Half {
  url: string;
  port: number;
  /** Its data folder. */
  data: string;
}

export interface Pair extends AsyncDisposable {
  /** Who takes writes. */
  primary: () => Half;
  /** Who follows it. */
  follower: () => Half;
  /** The address of both, in the order in which they were made. */
  url: string;
  /** Ends all processes of the primary where they stand. */
  kill: () => void;
  /** Stops them, as a machine does that hangs. */
  freeze: () => void;
  /** Breaks the line between them, until the primary is lost and made anew. */
  part: () => Promise<void>;
  /** The follower takes the primary's place, and is alone. */
  promote: () => Promise<void>;
  /** What was the primary before is killed, if it is not yet, and follows the new one as a copy of it. */
  rebuild: () => Promise<void>;
}

const binaries = () =>
  path.join(
    process.getuid?.() === 0 ? reachableBinaries(unprivilegedOwner()) : nativeFolder(),
    "bin",
  );

/**
 * Both with demands and places.
 * @param synchronous whether what is committed stands on both
 * @param flags of Postgres, each `name=value`; unless told it is quick and forgets all at a power cut
 */
export async function startPair(synchronous: boolean, flags = ["fsync=off"]): Promise<Pair> {
  const folder = scratchFolder();
  const bin = binaries();
  const make = async (name: string): Promise<Half> => {
    const port = await freePort();
    return { port, data: folder.at(name), url: `postgres://postgres@127.0.0.1:${port}/postgres` };
  };
  let primary = await make("one");
  let follower = await make("two");
  const url = `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${follower.port}/postgres`;

  async function start({ data, port }: Half): Promise<void> {
    const given = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"]
      .concat("wal_keep_size=256MB", "dynamic_shared_memory_type=mmap", flags)
      .map((flag) => `-c ${flag}`);
    const options = `-p ${port} ${given.join(" ")}`;
    await run(
      path.join(bin, "pg_ctl"),
      "start",
      "-w",
      "-D",
      data,
      "-l",
      `${data}.log`,
      "-o",
      options,
    );
  }

  async function follow(): Promise<void> {
    await copy(primary, follower);
    await start(follower);
    await asking(primary.url, async (ask) => {
      await until(
        async () =>
          (await ask("select from pg_stat_replication where state = 'streaming'")).length > 0,
      );
      if (!synchronous) return;
      await ask("alter system set synchronous_standby_names = '*'");
      await ask("select pg_reload_conf()");
      await until(
        async () =>
          (await ask("select from pg_stat_replication where sync_state = 'sync'")).length > 0,
      );
    });
  }

  makeCluster(bin, primary.data);
  await start(primary);
  await fill(primary.url);
  await follow();
  return {
    ...{ url, primary: () => primary, follower: () => follower },
    kill: () => toAll(primary, "SIGKILL"),
    freeze: () => toAll(primary, "SIGSTOP"),
    part: () =>
      asking(follower.url, async (ask) => {
        await ask("alter system set primary_conninfo = ''");
        await ask("select pg_reload_conf()");
        await until(async () => (await ask("select from pg_stat_wal_receiver")).length === 0);
      }),
    async promote() {
      await asking(follower.url, (ask) => ask("select pg_promote()"));
      [primary, follower] = [follower, primary];
    },
    async rebuild() {
      toAll(follower, "SIGKILL");
      await follow();
    },
    [Symbol.asyncDispose]: () => {
      for (const half of [primary, follower]) toAll(half, "SIGKILL");
      folder[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

/** The first of them is stopped before it can begin another one. */
function toAll({ data }: Half, name: NodeJS.Signals): void {
  const first = readPid(data)?.pid;
  if (first === undefined) return;
  signal(first, "SIGSTOP");
  for (const pid of [...childrenOf(first), first]) signal(pid, name);
}

/** As Postgres's manual makes a backup by hand (“Making a base backup using the low level API”). */
async function copy(from: Half, to: Half): Promise<void> {
  fs.rmSync(to.data, { recursive: true, force: true });
  const client = new pg.Client(from.url);
  await client.connect();
  await client.query("select pg_backup_start('copy', fast => true)");
  // a file that goes meanwhile is none that the copy needs
  await run("cp", "-a", from.data, to.data).catch(() => {});
  const { rows } = await client.query<{ labelfile: string }>(
    "select labelfile from pg_backup_stop(false)",
  );
  await client.end();
  const log = path.join(to.data, "pg_wal");
  for (const file of fs.readdirSync(log)) fs.rmSync(path.join(log, file), { recursive: true });
  fs.rmSync(path.join(to.data, "postmaster.pid"));
  // what it was asked for by hand is not for who follows it
  fs.writeFileSync(
    path.join(to.data, "postgresql.auto.conf"),
    `primary_conninfo = '${from.url}'\n`,
  );
  const { uid, gid } = fs.statSync(to.data);
  for (const [name, text] of [
    ["backup_label", rows[0]!.labelfile],
    ["standby.signal", ""],
  ] as const) {
    fs.writeFileSync(path.join(to.data, name), text);
    fs.chownSync(path.join(to.data, name), uid, gid);
  }
}

type Ask = (statement: string) => Promise<Record<string, unknown>[]>;

async function asking(url: string, act: (ask: Ask) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await act(async (statement) => (await client.query<Record<string, unknown>>(statement)).rows);
  await client.end();
}

/** Without stopping whatever else this process does meanwhile. */
function run(program: string, ...words: string[]): Promise<void> {
  const child = spawn(program, words, asOwner);
  return new Promise((resolve, reject) =>
    child
      .once("error", reject)
      .once("exit", (code) =>
        code === 0 ? resolve() : reject(new Error(`${program} ${words[0]} ended with ${code}`)),
      ),
  );
}
