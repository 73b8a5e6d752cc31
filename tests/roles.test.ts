/** A deployment's database with three roles: each does all that it is for, and is refused the rest. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { sql } from "kysely";
import { expect, inject, test } from "vitest";

import { importPostcodes } from "#app/imports/import-postcodes.server.ts";
import { dailyWork } from "#app/jobs/nightly.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { connect, type Db } from "#db/connection.ts";
import { makeRoles } from "#db/roles.ts";
import { uuidv7 } from "#db/uuid.ts";

import { ended, run, startCommand } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { forced } from "./support/imports.ts";
import { appUrlOf } from "./support/roles.ts";
import { freePort, siteEnvironment, startProcess, untilReady } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

/** An empty database, and the addresses by which a deployment would reach it. */
async function emptyDatabase() {
  const id = uuidv7(new Date()).replaceAll("-", "");
  const name = `test_${id}`;
  const server = connect(inject("databaseUrl"), 1);
  await server.pool.query(`create database ${name} template template0`);
  const admin = inject("databaseUrl").replace(/\/postgres$/, `/${name}`);
  const roles = { app: `app_${id}`, migrator: `owner_${id}` };
  // each sign that an address needs as its escape
  const app = appUrlOf(admin, { name: roles.app, password: "a p%40ss'word" });
  const migrator = appUrlOf(admin, { name: roles.migrator, password: "another" });
  return {
    ...{ app, migrator, admin, roles },
    [Symbol.asyncDispose]: async () => {
      await server.pool.query(`drop database ${name} with (force)`);
      for (const role of [roles.app, `${roles.app}_reader`, roles.migrator])
        await server.pool.query(`drop role if exists ${role}`);
      await server.close();
    },
  };
}

const refusal = (db: Db, statement: string) =>
  sql
    .raw(statement)
    .execute(db)
    .then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
const FORBIDDEN = "42501";

test("an empty database gets its roles, its tables and its site, and the site's role works with rows alone", async () => {
  await using database = await emptyDatabase();
  const { app, migrator, admin, roles } = database;
  const env = { DATABASE_MIGRATE_URL: migrator };
  const command = (name: string, more: Record<string, string> = env) =>
    ended(startCommand(app, name, [], more));

  // nobody has made the roles, and who could is not named
  expect((await command("roles")).code).toBe(1);
  const made = await command("roles", { ...env, DATABASE_ADMIN_URL: admin });
  expect(made).toMatchObject({ code: 0, error: "" });
  expect(made.out).toContain(`The role ${roles.app} was made.`);
  // a process that may not make tables says what is to be done
  expect(await command("tally-check", {})).toEqual({
    code: 1,
    out: "",
    error:
      "The schema is not current, and the user of DATABASE_URL may not change it: run npm run migrate with DATABASE_MIGRATE_URL.\n",
  });
  const [one, two] = [await freePort(), await freePort()];
  const site = { ...siteEnvironment(app, one), APP_ORIGIN: `http://127.0.0.1:${one}` };
  // the web process waits for the worker, which migrates
  await using web = startProcess({ ...site, ROLE: "web" }, one);
  await using _worker = startProcess({ ...site, ...env, ROLE: "worker" }, two);
  await untilReady(web);

  const asApp = connect(app, 2);
  const asOwner = connect(migrator, 2);
  const asReader = connect(admin, 1);
  try {
    await seedIfEmpty(asApp.db, true, new Date());
    const [demand] = await asApp.db.selectFrom("demand").select(["slug", "id"]).execute();
    const ann = visitor(web.base);
    const form = { name: "Ann", email: "ann@example.org", country: "KZ", consent: "yes" };
    expect((await ann.post(`/demands/${demand!.slug}/sign`, form)).status).toBe(303);
    const [mail] = await ann.mails("ann@example.org");
    expect((await ann.post(linkIn(mail!, "/confirm/"), {})).status).toBe(303);
    await addOrganiser(asApp.db, testKeys, "chief@example.org", "owner", new Date());
    const audited = await asApp.db.selectFrom("audit").select("id").execute();
    expect(audited.length).toBeGreaterThan(0);

    // the night's work, with tables by who owns them
    expect(await dailyWork(asApp.db, testKeys, new Date(), asOwner.db)).toEqual({
      drift: [],
      failed: [],
    });
    const later = new Date(Date.now() + 40 * 86_400_000);
    expect((await dailyWork(asApp.db, testKeys, later))?.failed).toEqual([
      ...["make days (42501)", "drop days (42501)"],
      ...["forget the oldest of the audit log (42501)", "verify the audit log (42501)"],
    ]);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "postcodes-"));
    const file = path.join(folder, "postcodes.csv");
    fs.writeFileSync(file, "pcds,pcon24cd\nSW1A 1AA,E14001530\n");
    expect(await importPostcodes(asOwner.pool, file, forced)).toMatchObject({ kind: "imported" });
    fs.rmSync(folder, { recursive: true });
    expect(await asApp.db.selectFrom("postcode").selectAll().execute()).toHaveLength(1);

    for (const statement of [
      ...["create table mine (id int)", "create temporary table mine (id int)"],
      ...["create schema mine", "create role mine", "drop table postcode", "truncate signature"],
      "alter table signature add column mine int",
      "alter table audit disable trigger all",
      "create index mine on signature (place)",
      "create function mine() returns int language sql as 'select 1'",
      ...["update audit set subject = 'else'", "delete from audit", "truncate audit"],
      ...["delete from audit_link", "update audit_link set n = n + 1"],
      "insert into audit_link (n, audit_id, hash) values (9, 9, sha256(''))",
      "update audit_check set n = 1",
      ...[
        "update audit_anchor set n = 5",
        "insert into audit_anchor (one, n, hash) values (true, 1, '')",
      ],
      "delete from kysely_migration",
      ...[`set role ${roles.migrator}`, "set session_replication_role = replica"],
    ])
      expect([statement, await refusal(asApp.db, statement)]).toEqual([statement, FORBIDDEN]);
    const { rows: owned } = await sql`
      select from pg_class where relowner = ${roles.app}::regrole`.execute(asApp.db);
    expect(owned).toEqual([]);

    await sql.raw(`set role ${roles.app}_reader`).execute(asReader.db);
    const { rows: figures } = await sql<{ places: string[] }>`
      select array_agg(place) as places from tally_place`.execute(asReader.db);
    expect(figures).toEqual([{ places: ["KZ"] }]);
    for (const statement of [
      ...["select from signature", "select id from signing", "select from mail_message"],
      ...[
        "select domain from blocked_domain",
        "select from velocity",
        "select reason from do_not_write",
      ],
      ...["select email from member_contact", "select from audit", "select from mailbox"],
      ...["select email from organiser", "select from organiser_session"],
      ...["update demand set goal = 1", "create table mine (id int)"],
    ])
      expect([statement, await refusal(asReader.db, statement)]).toEqual([statement, FORBIDDEN]);

    // a table of a later migration is the site's too, without anybody's doing
    await sql`create table later (id int)`.execute(asOwner.db);
    expect(await refusal(asApp.db, "insert into later values (1)")).toBe("done");
  } finally {
    await Promise.all([asApp.close(), asOwner.close(), asReader.close()]);
  }
});

test("a password that stands is left as it is stored, and another one is taken", async () => {
  await using database = await emptyDatabase();
  const { app, admin, roles } = database;
  const owner = { name: roles.migrator, password: "another" };
  const connection = connect(admin, 1);
  try {
    const made = async (password: string) => {
      await makeRoles(connection.db, owner, { name: roles.app, password });
      const { rows } = await sql<{ stored: string }>`
        select rolpassword as stored from pg_authid where rolname in (${roles.app}, ${owner.name})
         order by rolname`.execute(connection.db);
      return rows.map(({ stored }) => stored);
    };
    const first = await made("a p@ss'word");
    expect(await made("a p@ss'word")).toEqual(first);
    const second = await made("new");
    expect([second[0] === first[0], second[1]]).toEqual([false, first[1]]);
    const signsIn = async (password: string) => {
      const one = connect(appUrlOf(app, { name: roles.app, password }), 1);
      const found = await refusal(one.db, "select 1");
      await one.close();
      return found;
    };
    expect([await signsIn("new"), await signsIn("a p@ss'word")]).toEqual(["done", "28P01"]);
    // one that was set in another way, and one who was shut out
    await sql.raw(`alter role ${roles.app} nologin`).execute(connection.db);
    await made("new");
    expect(await signsIn("new")).toBe("done");
    await sql.raw(`alter role ${roles.app} password null`).execute(connection.db);
    await made("new");
    expect(await signsIn("new")).toBe("done");
  } finally {
    await connection.close();
  }
});

test("a database of before, whose one user owned all, is mended while it is used", async () => {
  await using database = await freshDatabase();
  const id = uuidv7(new Date()).replaceAll("-", "");
  const [app, owner] = [`app_${id}`, `owner_${id}`];
  const appUrl = appUrlOf(database.url, { name: app, password: "one" });
  const env = {
    DATABASE_ADMIN_URL: database.url,
    DATABASE_MIGRATE_URL: appUrlOf(database.url, { name: owner, password: "two" }),
  };
  const { rows } = await sql<{ me: string }>`select current_user::text as me`.execute(database.db);
  expect(
    await ended(
      startCommand(database.url, "roles", [], { ...env, DATABASE_MIGRATE_URL: database.url }),
    ),
  ).toMatchObject({
    code: 1,
    error: "DATABASE_URL and DATABASE_MIGRATE_URL must name two users.\n",
  });
  try {
    // the user that owned all becomes the site's, and the site goes on while a table is waited for
    await sql.raw(`create role ${app} login password 'one'`).execute(database.db);
    const { rows: tables } = await sql<{ name: string }>`
      select relname::text as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(database.db);
    for (const { name } of tables)
      await sql`alter table ${sql.table(name)} owner to ${sql.id(app)}`.execute(database.db);
    await sql
      .raw(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${app}`)
      .execute(database.db);
    const site = connect(appUrl, 1);
    const failed = new Set<string>();
    let going = true;
    const used = (async () => {
      while (going) {
        const found = await refusal(site.db, "select from demand; select from signature limit 1");
        if (found !== "done") failed.add(found!);
      }
    })();
    const held = database.db.transaction().execute(async (tx) => {
      await sql`lock table tally_place in access share mode`.execute(tx);
      await sql`select pg_sleep(3)`.execute(tx);
    });
    const first = await ended(startCommand(appUrl, "roles", [], env));
    going = false;
    await Promise.all([used, held]);
    await site.close();
    expect(first).toMatchObject({ code: 0, error: "" });
    expect([...failed]).toEqual([]);
    expect(first.out).toMatch(new RegExp(`\\d+ tables and functions belong to ${owner} now\\.`));
    // again by the owner itself, which has nothing left to do
    const { DATABASE_MIGRATE_URL } = env;
    const again = await ended(startCommand(appUrl, "roles", [], { DATABASE_MIGRATE_URL }));
    expect(again).toMatchObject({ code: 0, error: "" });
    expect(again.out.trim().split("\n")).toHaveLength(1);
    expect(await run(appUrl, "tally-check")).toMatchObject({ code: 0 });
    // a site's role that could do anything is none
    await sql`alter role ${sql.id(app)} createrole`.execute(database.db);
    const bad = await ended(startCommand(appUrl, "roles", [], { DATABASE_MIGRATE_URL }));
    expect(bad.error).toContain(`The role ${app} may do more than a site needs`);
    await sql`alter role ${sql.id(app)} nocreaterole`.execute(database.db);
    await sql`grant pg_write_all_data to ${sql.id(app)}`.execute(database.db);
    expect((await ended(startCommand(appUrl, "roles", [], { DATABASE_MIGRATE_URL }))).error).toBe(
      bad.error,
    );
    // nobody loses the right to do anything
    const self = await ended(
      startCommand(database.url, "roles", [], {
        DATABASE_ADMIN_URL: database.url,
        DATABASE_MIGRATE_URL,
      }),
    );
    expect(self.error).toContain("is a superuser, and is not the site's");
    expect(await ended(startCommand(appUrl, "roles", ["--help"]))).toMatchObject({ code: 0 });
  } finally {
    await sql.raw(`reassign owned by ${owner} to "${rows[0]!.me}"`).execute(database.db);
    for (const role of [owner, app, `${app}_reader`])
      await sql.raw(`drop owned by ${role}`).execute(database.db);
    await sql.raw(`drop role ${app}, ${app}_reader, ${owner}`).execute(database.db);
  }
});
