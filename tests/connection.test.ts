import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { readAddress, readLogin } from "#db/address.ts";
import { connect, connectAlive, type Db } from "#db/connection.ts";
import { isAway } from "#db/faults.ts";
import { named } from "#db/named.ts";

import { freshDatabase } from "./support/database.ts";

test("a connection that breaks inside a transaction fails that transaction, not the process", async () => {
  await using database = await freshDatabase();
  const faults: string[] = [];
  const { db, pool, close } = connect(database.url, 2, (error) => faults.push(error.message));
  const broken = db.transaction().execute(async (tx) => {
    await tx.selectFrom("demand").select("id").execute();
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await tx.selectFrom("demand").select("id").execute();
  });
  await expect(broken).rejects.toThrow();
  expect(faults.length).toBeGreaterThan(0);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await close();
});

test("an address of several servers is one address for each, and what is meant for us is taken out of all", () => {
  const list = "postgres://u:p%2C@one:5432,two,[::1]:6432/d";
  const one = (name: string, rest = "") => ({
    name,
    address: `postgres://u:p%2C@${name}/d${rest}`,
  });
  const plain = { pooled: false, clustered: false };
  expect(readAddress(list)).toEqual({
    servers: [one("one:5432"), one("two"), one("[::1]:6432")],
    ...plain,
  });
  expect(readAddress("postgres://u:a,b@h/d?x=1,2")).toEqual({
    servers: [{ name: "h", address: "postgres://u:a,b@h/d?x=1,2" }],
    ...plain,
  });
  expect(readAddress("postgres:///d?host=/run").servers).toEqual([
    { name: "", address: "postgres:///d?host=/run" },
  ]);
  expect(
    readAddress("postgres://u:p%2C@one,two/d?sslmode=verify-full&pgbouncer=true&citus=true"),
  ).toEqual({
    servers: [one("one", "?sslmode=verify-full"), one("two", "?sslmode=verify-full")],
    ...{ pooled: true, clustered: true },
  });
});

test("who signs in is read from an address of several servers, and from one without any", () => {
  expect(readLogin("postgres://u%40x:p%2C@one:5432,two/d?citus=true")).toEqual({
    name: "u@x",
    password: "p,",
    database: "one:5432,two/d",
  });
  expect(readLogin("postgres://u:p@/d?host=/run")).toMatchObject({ name: "u", database: "/d" });
  expect(readLogin("postgres://u:100%sure@one/d").name).toBe("u");
});

test("a connection over which nothing can be written any more is given up, and the database is away", async () => {
  await using database = await freshDatabase();
  for (const url of [database.url, `${database.url}?pgbouncer=true`]) {
    const { db, close } = connect(url, 1);
    const write = () => db.deleteFrom("mail_pause").execute();
    await sql`set default_transaction_read_only = on`.execute(db);
    const refused = await write().catch((error: unknown) => error);
    expect(isAway(refused)).toBe(true);
    await write();
    await close();
  }
});

test("a connection that is still looked at when nobody waits for it any more is lent to the next one", async () => {
  await using database = await freshDatabase();
  let takes = 0;
  const { pool, close } = connect(database.url, 1, undefined, undefined, () => sleep(takes));
  const first = await pool.connect();
  const second = expect(pool.connect()).rejects.toThrow("timeout exceeded");
  // in the last moment of its patience
  await sleep(4_500);
  takes = 1_500;
  first.release(true);
  await second;
  takes = 0;
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await close();
});

test("nothing is left of a pulse that is stopped while a server says nothing", async () => {
  const open = new Set<net.Socket>();
  const silent = net.createServer((socket) => {
    open.add(
      socket
        .on("error", () => {})
        .on("close", () => open.delete(socket))
        .resume(),
    );
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as net.AddressInfo;
  const { close } = connectAlive(
    `postgres://u@127.0.0.1:${port}/d`,
    () => {},
    () => {},
  );
  await vi.waitFor(() => expect(open.size).toBe(1));
  await close();
  await vi.waitFor(() => expect(open.size).toBe(0));
  silent.close();
});

/** Runs the same on one connection, some of it named, and tells what that connection has prepared. */
async function prepared(db: Db): Promise<{ name: string; timeout: string }[]> {
  return db.connection().execute(async (one) => {
    for (const id of [1, 2]) {
      await named("a-name", sql`select id from demand where id = ${id}`).execute(one);
      const built = one.selectFrom("demand").select("id").where("id", "=", id);
      await named("another-name", built).execute(one);
      await sql`/* no-name */ select id from demand where id = ${id}`.execute(one);
    }
    const { rows } = await sql<{ name: string; timeout: string }>`
      select name, current_setting('statement_timeout') as timeout
        from (values (1)) once left join pg_prepared_statements on true order by 1`.execute(one);
    return rows;
  });
}

test("a statement that has a name is prepared under it, any other is not", async () => {
  await using database = await freshDatabase();
  expect(await prepared(database.db)).toEqual([
    { name: "a-name", timeout: "30s" },
    { name: "another-name", timeout: "30s" },
  ]);
});

test("through a pooler nothing is prepared and nothing is asked for at the start", async () => {
  await using database = await freshDatabase();
  const { db, close } = connect(`${database.url}?application_name=one&pgbouncer=true`, 1);
  expect(await prepared(db)).toEqual([{ name: null, timeout: "0" }]);
  await close();
});

test("whatever the server does by itself, nothing is planned by its values or compiled for a run", async () => {
  await using database = await freshDatabase();
  const { db, close } = connect(database.url, 1);
  const { rows } = await sql`
    select current_setting('plan_cache_mode') as plans, current_setting('jit') as jit`.execute(db);
  expect(rows).toEqual([{ plans: "force_generic_plan", jit: "off" }]);
  await close();
});
