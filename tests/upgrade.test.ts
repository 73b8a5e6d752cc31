import { execFileSync } from "node:child_process";
import fs from "node:fs";

import pg from "pg";
import { expect, inject, test } from "vitest";

import { connect, type Db } from "#db/connection.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import {
  freePort,
  inherited,
  siteEnvironment,
  startProcess,
  untilReady,
} from "./support/server.ts";
import { fieldsFor, linkIn, visitor } from "./support/visitor.ts";

const DUMP = fs.readFileSync("tests/data/schema-0.1.0.sql", "utf8");
/** An hour after the dump was made: the links in it still work. */
const THEN = new Date("2026-11-28T23:30:00Z");
/** Links that the old program mailed. */
const links = {
  confirmed: "/confirm/AaIkQ6zyfWe9pgJLvZwiY_ZFT8c7lVTllkVh0IHUqGw",
  waiting: "/confirm/AaIkQ70XcsefHRLke2ia4qME5N9Tu4SePNVAdWLkkYU",
  manage: "/manage/FMZnqjTkO5n7SR-FtIYhHLOu7iPTvgt3f2qudRQ3HVA",
};

/** The dump, restored into a database of its own. */
async function restored() {
  const admin = connect(inject("databaseUrl"), 1);
  const name = `test_${uuidv7(new Date()).replaceAll("-", "")}`;
  await admin.pool.query(`create database ${name} template template0`);
  const url = inject("databaseUrl").replace(/\/postgres$/, `/${name}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(DUMP);
  await client.end();
  const { db, pool, close } = connect(url, 2);
  return {
    url,
    db,
    pool,
    [Symbol.asyncDispose]: async () => {
      await close();
      await admin.pool.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

/** What `node` is told so that its clock begins at `THEN`. */
const clockAt = (time: Date) =>
  `--import=data:text/javascript,${encodeURIComponent(`
    const off = ${time.getTime()} - Date.now();
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) { given.length ? super(...given) : super(Real.now() + off); }
      static now() { return Real.now() + off; }
    };`)}`;

const countsOf = async (db: Db) =>
  Object.fromEntries(
    (await db.selectFrom("demand").select(["slug", "signature_count"]).execute()).map(
      ({ slug, signature_count }) => [slug, signature_count],
    ),
  );

test("a database of version 0.1.0 is migrated and served: its counts, its links, its letters, its mail", async () => {
  await using database = await restored();
  const { db, url } = database;
  const port = await freePort();
  const env = { ...siteEnvironment(url, port), MAIL_LIVE: "true" };
  await using server = startProcess({ ...env, NODE_OPTIONS: clockAt(THEN) }, port);
  await untilReady(server);
  const ann = visitor(server.base);

  const home = await ann.get("/");
  expect(home.status).toBe(200);
  const slugs = [...home.html.matchAll(/href="\/demands\/([a-z-]+)"/g)].map(([, slug]) => slug);
  expect(slugs.slice(0, 3)).toEqual([
    "free-the-prisoners",
    "russian-troops-out",
    "withdraw-the-troops",
  ]);
  const demand = await ann.get("/demands/free-the-prisoners");
  expect(/data-count[^>]*>([^<]*)</.exec(demand.html)?.[1]).toBe("9");
  expect((await ann.get("/uk/demands/russian-troops-out")).status).toBe(200);
  expect((await ann.get("/members/9000001")).html).toContain("https://example.org/said");

  // the mail that waited leaves, and its link confirms; the link that had left before confirms too
  const [mail] = await ann.mails("queued@example.org");
  const late = linkIn(mail!, "/confirm/");
  for (const [link, path] of [
    [late, "/en/demands/withdraw-the-troops"],
    [links.waiting, "/demands/condemn-the-crackdown"],
  ] as const) {
    expect((await ann.get(link)).status).toBe(200);
    const { status, location } = await ann.post(link, {});
    expect([status, location.split("#")[0]]).toEqual([303, `${path}/signed`]);
  }
  // who had confirmed is counted once
  expect((await ann.post(links.confirmed, {})).status).toBe(303);
  expect(await countsOf(db)).toEqual({
    "confiscate-the-properties": 0,
    "condemn-the-crackdown": 1,
    "withdraw-the-troops": 2,
    "russian-troops-out": 2,
    "free-the-prisoners": 9,
  });

  const held = await ann.get(links.manage);
  expect(held.status).toBe(200);
  expect(held.html).toContain("Ann O&#x27;Neil");
  expect(held.html).toContain("ann@example.org");
  const renamed = await ann.post(links.manage, {
    ...fieldsFor(held.html, "rename"),
    name: "Ann B",
  });
  expect(renamed.status).toBeLessThan(400);
  expect((await ann.get(links.manage)).html).toContain("Ann B");

  // a letter as it was sent, and one that goes on at its pace
  expect((await ann.get("/letters")).html).toContain('href="/letters/1"');
  const letter = await ann.get("/letters/1");
  expect([letter.status, letter.html.includes("Free the prisoners")]).toEqual([200, true]);
  expect((await ann.get("/letters/1?member=9000001")).html).toContain("signed");
  expect((await ann.mails("alex.example@example.org")).map(({ subject }) => subject)).toEqual([
    "Once more",
  ]);

  // an organiser comes in again
  await ann.post("/organise/sign-in", { email: "owner@example.org" });
  const [entry] = await ann.mails("owner@example.org");
  expect((await ann.post(linkIn(entry!, "/organise/sign-in/"), {})).status).toBe(303);
  for (const path of ["", "/audit", "/letters/1", "/letters/2", "/letters/3", "/letters/4"])
    expect([path, (await ann.get(`/organise${path}`)).status]).toEqual([path, 200]);

  const checked = execFileSync(process.execPath, ["app/commands/tally-check.ts"], {
    encoding: "utf8",
    env: { ...inherited, NODE_ENV: "production", ...env },
  });
  expect(checked).toBe("Every count is true.\n");
});

/** Columns, constraints and indexes, those of a day of signings apart: of them there are as many as days. */
const SHAPE = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
           || ' ' || coalesce(column_default, '') as part
    from information_schema.columns where table_schema = 'public' and table_name !~ '^signing_'
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
     and conrelid::regclass::text !~ '^signing_'
  union all
  select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename !~ '^signing_'
  union all
  select 'options ' || relname || ' ' || reloptions::text
    from pg_class where relnamespace = 'public'::regnamespace and relname !~ '^signing_'
     and reloptions is not null
  order by 1`;

test("a migrated database of version 0.1.0 has the schema of one that is made anew", async () => {
  await using old = await restored();
  await migrateToLatest(old.db);
  await using fresh = await freshDatabase();
  // an index that was made narrower at first: the query it is for sorts what it finds
  const narrow = "CREATE INDEX signature_unplaced ON public.signature USING btree (demand_id";
  const shape = async ({ pool }: Pick<typeof old, "pool">) =>
    (await pool.query<{ part: string }>(SHAPE)).rows
      .map(({ part }) => part)
      .filter((part) => !part.startsWith(`index ${narrow}`));
  const [was, is] = [await shape(old), await shape(fresh)];
  expect(was.filter((part) => !is.includes(part))).toEqual([]);
  expect(is.filter((part) => !was.includes(part))).toEqual([]);
});
