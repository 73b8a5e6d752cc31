/** Of several servers, one takes writes and the others follow it: connections are made to that one. */
import type net from "node:net";

import pg from "pg";

import { Standby } from "./faults.ts";
import { singleFlight } from "./single-flight.ts";

/** What the pool makes a connection with. */
export interface Way {
  connectionString: string;
  stream?: () => net.Socket;
}

/** In milliseconds: a lost packet is sent again after one second. */
const ASKED_FOR = 3_000;
/** In milliseconds: where no other one takes writes, they are not asked again for so long. */
const SPARED_MS = 100;
/** The pool's own words to who has waited for one of its connections. */
const ALL_LENT = "timeout exceeded when trying to connect";

/**
 * Lets the pool go on with another server when the one in use cannot be reached, or takes no writes any more.
 * It stays with the one in use while that does: a second one that takes writes has to be prevented by whoever runs them
 * (docs/scale.md). What is lent out is not looked at, for the connections of a server that has ended end with it.
 * @param ways to each of them, the pool's own first; its connections are verified by `refuseStandby`
 */
export function followPrimary(pool: pg.Pool, ways: readonly Way[]): void {
  let inUse = ways[0]!;
  let sparedUntil = 0;
  const borrow = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;

  const look = singleFlight<void, void>(
    () => "",
    async () => {
      const answers = await Promise.all(
        ways.map(async (way) => ((await takesWrites(way)) ? way : undefined)),
      );
      const writers = answers.filter((way) => way !== undefined);
      if (writers.length > 0 && !writers.includes(inUse)) {
        inUse = writers[0]!;
        Object.assign(pool.options, inUse);
      } else sparedUntil = performance.now() + SPARED_MS;
    },
  );

  async function lend(): Promise<pg.PoolClient> {
    const asked = inUse;
    try {
      return await borrow();
    } catch (error) {
      const isTold = (error as Error).message !== ALL_LENT && performance.now() >= sparedUntil;
      if (inUse === asked && isTold) await look();
      // the password may be wrong
      if (inUse === asked) throw error;
      return borrow();
    }
  }

  pool.connect = ((done?: Parameters<pg.Pool["connect"]>[0]) => {
    if (!done) return lend();
    lend().then(
      (client) => done(undefined, client, client.release),
      (error: Error) => done(error, undefined, () => {}),
    );
  }) as pg.Pool["connect"];
}

/** @throws Standby at a server that follows another one */
export async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ follows: boolean }>(
    "select pg_is_in_recovery() as follows",
  );
  if (rows[0]!.follows) throw new Standby();
}

async function takesWrites(way: Way): Promise<boolean> {
  const client = new pg.Client({
    ...way,
    connectionTimeoutMillis: ASKED_FOR,
    query_timeout: ASKED_FOR,
    application_name: "demands-tracker-look",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await refuseStandby(client);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
