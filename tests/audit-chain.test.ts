import { type RawBuilder, sql } from "kysely";
import { expect, test } from "vitest";

import { act, writeAudit } from "#app/organisers/audit.server.ts";
import { checkChain, getHead, getLastCheck } from "#app/organisers/audit/check-chain.server.ts";
import { forgetEntries } from "#app/organisers/audit/forget-entries.server.ts";
import { verifyChain } from "#app/organisers/audit/verify-chain.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { connect, type Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { now } from "./support/house.ts";

const YEAR = 365 * 86_400_000;
const ago = (years: number) => new Date(Date.now() - years * YEAR);

const write = (db: Db, n: number, at = now) =>
  writeAudit(
    db,
    n % 2 ? n : null,
    { action: "letter.write", subject: `letter ${n}`, before: { n }, after: `“${n}”` },
    at,
  );

async function written(db: Db, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await write(db, n);
}

/** What nobody but who owns the database can do. */
async function tamper(db: Db, ...statements: RawBuilder<unknown>[]): Promise<void> {
  for (const table of ["audit", "audit_link", "audit_anchor"])
    await sql`alter table ${sql.id(table)} disable trigger user`.execute(db);
  for (const statement of statements) await statement.execute(db);
  for (const table of ["audit", "audit_link", "audit_anchor"])
    await sql`alter table ${sql.id(table)} enable trigger user`.execute(db);
}

const brokenIn = async (db: Db) => (await verifyChain(db)).broken;

test("an untouched log holds together, and its head stands for all of it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  expect(await verifyChain(db)).toMatchObject({ entries: 0, head: { n: 0 }, broken: undefined });
  await written(db, 3);
  const found = await verifyChain(db);
  expect(found).toMatchObject({ entries: 3, head: { n: 3 }, broken: undefined });
  expect(await getHead(db)).toEqual(found.head);
  const early = found.head;
  await write(db, 4);
  expect((await verifyChain(db, [{ hash: early.hash }])).broken).toBeUndefined();
  expect((await verifyChain(db, [early])).broken).toBeUndefined();
});

test("whatever is changed in an entry is found, and the entry is named", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await written(db, 5);
  const changes = [
    sql`update audit set at = at + interval '1 microsecond' where id = 3`,
    sql`update audit set organiser_id = 4 where id = 3`,
    sql`update audit set organiser_id = null where id = 3`,
    sql`update audit set action = 'letter.writE' where id = 3`,
    sql`update audit set subject = 'letter 33' where id = 3`,
    sql`update audit set before = null where id = 3`,
    sql`update audit set before = 'null' where id = 3`,
    sql`update audit set before = '{"n": 4}' where id = 3`,
    sql`update audit set after = '"3"' where id = 3`,
    sql`update audit set before = after, after = before where id = 3`,
    sql`update audit_link set hash = sha256('x') where audit_id = 3`,
  ];
  const kept = sql`create table kept as select * from audit where id = 3`;
  const chain = sql`create table kept_link as select * from audit_link where audit_id = 3`;
  await kept.execute(db);
  await chain.execute(db);
  for (const change of changes) {
    await tamper(db, change);
    expect(await brokenIn(db)).toMatch(/^Entry 3 \(letter.*, at place 3 of the chain, is not what/);
    await tamper(
      db,
      sql`update audit a set at = k.at, organiser_id = k.organiser_id, action = k.action,
        subject = k.subject, before = k.before, after = k.after from kept k where k.id = a.id`,
      sql`update audit_link l set hash = k.hash from kept_link k where k.n = l.n`,
    );
    expect(await brokenIn(db)).toBeUndefined();
  }
});

test("entries that are taken out, put in, moved or cut off are found", async () => {
  const cases: [RegExp, ...RawBuilder<unknown>[]][] = [
    [/^Entry 3, at place 3/, sql`delete from audit where id = 3`],
    [
      /^Entry at place 3 of the chain is gone/,
      sql`delete from audit where id = 3`,
      sql`delete from audit_link where n = 3`,
    ],
    [
      /^Entry 6 was put in beside/,
      sql`insert into audit (at, action, subject) values (now(), 'x', 'y')`,
    ],
    [
      /^Entry 4 .* at place 3/,
      sql`update audit_link set n = 9 where n = 3`,
      sql`update audit_link set n = 3 where n = 4`,
      sql`update audit_link set n = 4 where n = 9`,
    ],
    [
      /^Entry 2 .* at place 2/,
      sql`delete from audit where id = 1`,
      sql`delete from audit_link where n = 1`,
      sql`update audit_anchor set n = 1`,
    ],
    [
      /at place 5 of the chain ends in the head [0-9a-f]{64}, which was seen earlier/,
      sql`delete from audit where id = 5`,
      sql`delete from audit_link where n = 5`,
    ],
  ];
  for (const [expected, ...statements] of cases) {
    await using database = await freshDatabase();
    const { db } = database;
    await written(db, 5);
    const { head } = await verifyChain(db);
    await tamper(db, ...statements);
    const { broken } = await verifyChain(db, [head]);
    expect(broken).toMatch(expected);
  }
});

test("a chain that was made anew holds together, and is found out by a head that was kept", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await written(db, 4);
  const { head } = await verifyChain(db);
  await tamper(
    db,
    sql`update audit set subject = 'letter 7' where id = 2`,
    sql`delete from audit_link`,
    sql`do $$
      declare entry audit; last bytea := (select hash from audit_anchor);
      begin
        for entry in select * from audit order by id loop
          last := sha256(last || audit_content(entry));
          insert into audit_link (n, audit_id, hash) values (entry.id, entry.id, last);
        end loop;
      end $$`,
  );
  expect(await brokenIn(db)).toBeUndefined();
  for (const known of [head, { hash: head.hash }])
    expect((await verifyChain(db, [known])).broken).toContain(head.hash.toString("hex"));
});

test("fifty deeds at once, some killed, make one chain without a gap", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { close, db: crowd } = connect(database.url, 50);
  const doomed = new Set<number>();
  const deeds = Array.from({ length: 50 }, (_, n) =>
    act(crowd, null, now, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      if (n % 7 === 0) doomed.add(rows[0]!.pid);
      // as other work does: some write in between, and go on to lock what others have locked
      if (n % 3 === 0) await write(tx, n);
      await sql`select pg_advisory_xact_lock(${n % 5})`.execute(tx);
      for (const pid of doomed) {
        doomed.delete(pid);
        await sql`select pg_terminate_backend(${pid}::int)`.execute(db);
      }
      return { said: "paused", changed: { action: "letter.pause", subject: `letter ${n}` } };
    }),
  );
  const ended = await Promise.allSettled(deeds);
  await close();
  const failed = ended.filter(({ status }) => status === "rejected");
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(15);
  const { entries, broken } = await verifyChain(db);
  expect(broken).toBeUndefined();
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit`.execute(
    db,
  );
  expect(entries).toBe(rows[0]!.count);
  expect(entries).toBeGreaterThanOrEqual(50 - failed.length);
});

test("who works long holds nobody up, and who waits in another order does not deadlock", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const long = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = db.transaction().execute(async (tx) => {
    await write(tx, 1);
    begun.resolve();
    await long.promise;
    await sql`select pg_advisory_xact_lock(77)`.execute(tx);
  });
  await begun.promise;
  // another holds what the first will want, and writes meanwhile
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(77)`.execute(tx);
    await write(tx, 2);
    long.resolve();
  });
  await slow;
  // in the order in which they ended
  const order = await db.selectFrom("audit_link").select("audit_id").orderBy("n").execute();
  expect(order.map(({ audit_id }) => audit_id)).toEqual([2, 1]);
  expect(await brokenIn(db)).toBeUndefined();
});

test("what is older than two years leaves, nothing else does, and the chain still holds", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (const [n, at] of [ago(3), ago(2.5), ago(1), ago(2.2), ago(0)].entries())
    await write(db, n + 1, at);
  const before = await verifyChain(db);
  await checkChain(db, new Date());
  for (const stray of [
    sql`delete from audit`,
    sql`delete from audit where id = 1`,
    sql`delete from audit_link where n = 1`,
    sql`truncate audit`,
    sql`truncate audit_link`,
    sql`truncate audit_anchor`,
    sql`delete from audit_anchor`,
    sql`update audit set subject = ''`,
    sql`update audit_link set n = n + 1`,
    // no further than its age allows, and to no hash of somebody's own
    sql`update audit_anchor a set n = l.n, hash = l.hash from audit_link l where l.n = 3`,
    sql`update audit_anchor set n = 2, hash = sha256('x')`,
    sql`update audit_anchor set n = 0`,
  ])
    await expect(stray.execute(db), stray.compile(db).sql).rejects.toThrow("append-only");
  expect(await forgetEntries(db, new Date())).toBe(2);
  expect(await forgetEntries(db, new Date(Date.now() + YEAR))).toBe(0);
  const ids = await db.selectFrom("audit").select("id").orderBy("id").execute();
  expect(ids.map(({ id }) => id)).toEqual([3, 4, 5]);
  const after = await verifyChain(db, [before.head]);
  expect(after).toEqual({ ...before, entries: 3 });
  await write(db, 6, new Date());
  expect(await verifyChain(db)).toMatchObject({ entries: 4, head: { n: 6 }, broken: undefined });
  await expect(sql`delete from audit where id = 3`.execute(db)).rejects.toThrow("append-only");
});

test("a log of which everything is old begins anew where it ended", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (let n = 1; n <= 3; n++) await write(db, n, ago(4));
  const { head } = await verifyChain(db);
  expect(await forgetEntries(db, new Date())).toBe(3);
  expect(await getHead(db)).toEqual(head);
  await write(db, 4, new Date());
  expect(await verifyChain(db, [head])).toMatchObject({ entries: 1, head: { n: 4 } });
});

test("the night keeps what it found, and a broken chain waits for a person until it is mended", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await written(db, 3);
  await checkChain(db, now);
  expect(await getLastCheck(db)).toMatchObject({ at: now, entries: 3, n: 3, broken: null });
  expect(await listTasks(db)).toEqual([]);
  await tamper(db, sql`update audit set subject = 'letter 9' where id = 2`);
  await checkChain(db, now);
  const [task] = await listTasks(db);
  expect(task).toMatchObject({ kind: "audit-broken" });
  expect(JSON.stringify(task!.facts)).toContain("Entry 2 (");
  const found = (await getLastCheck(db))!;
  expect([found.n, found.broken!.startsWith("Entry 2 (")]).toEqual([3, true]);
  await tamper(db, sql`update audit set subject = 'letter 2' where id = 2`);
  await checkChain(db, now);
  expect(await listTasks(db)).toEqual([]);
});
