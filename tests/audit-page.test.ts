import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import { writeAudit } from "#app/organisers/audit.server.ts";
import { exportEntries } from "#app/organisers/audit/export-entries.server.ts";
import { readFilter } from "#app/organisers/audit/filter.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { verifyChain } from "#app/organisers/audit/verify-chain.server.ts";

import { freshDatabase } from "./support/database.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, siteEnvironment, startSite } from "./support/server.ts";
import { fieldsFor, visitor, type Visitor } from "./support/visitor.ts";

let site: Site;
let ann: Visitor;
let annId: number;

beforeAll(async () => {
  site = await startSite();
  annId = await newOrganiser(site.db, "ann@example.org", "owner");
  ann = visitor(site.base);
  await ann.post(await signInPath(site.db, annId), {});
  const entry = (organiser: number | null, action: string, n: string, day: string) =>
    writeAudit(
      site.db,
      organiser,
      { action, subject: n, before: { text: "“Зміни” 100%_x" }, after: ["=SUM(A1)", n] },
      new Date(`${day}T12:00:00Z`),
    );
  await entry(annId, "letter.write", "letter 7", "2026-01-05");
  await entry(null, "letter.send", "letter 7", "2026-01-06");
  await entry(annId, "member.stance", "member 7, troops", "2026-01-07");
  await entry(annId, "member.stance", "member 77, troops", "2026-01-08");
  await entry(annId, "=HYPERLINK", "@odd", "2026-06-30");
});
afterAll(() => site[Symbol.asyncDispose]());

const shown = async (query: string) => {
  const { status, html } = await ann.get(`/organise/audit?${query}`);
  expect(status).toBe(200);
  const table = /<tbody>.*<\/tbody>/s.exec(html)?.[0] ?? "";
  return [...table.matchAll(/<td[^>]*data-label="What">(.*?)<\/td>/g)].map(([, cell]) =>
    cell!.replace(/<[^>]*>/g, ""),
  );
};

test("the log is searched by words, person, action, thing and day, and by all of them at once", async () => {
  const wrote = "Wrote letter 7";
  const sent = "Sent letter 7";
  expect(await shown("q=зміни+LETTER")).toEqual([sent, wrote]);
  expect(await shown(`q=${encodeURIComponent("100%_x write")}`)).toEqual([wrote]);
  expect(await shown("q=100_x")).toEqual([]);
  expect(await shown("who=command&q=letter")).toEqual([sent]);
  expect(await shown(`who=${annId}&action=letter.write`)).toEqual([wrote]);
  expect(await shown("subject=letter+7")).toEqual([sent, wrote]);
  // what belongs to a member, and not to another whose number begins alike
  expect(await shown("subject=member+7")).toEqual(["Recorded an answer of member 7, troops"]);
  expect(await shown("from=2026-01-06&until=2026-01-06")).toEqual([sent]);
  // an action without a sentence of its own is shown as it is
  expect(await shown("from=2026-06-30&until=2026-06-30")).toEqual(["=HYPERLINK: @odd"]);
  expect(await shown(`who=${annId}&subject=letter+7&from=2026-01-01&q=зміни`)).toEqual([wrote]);
  // what makes no sense asks for nothing
  expect((await shown("who=x&from=yesterday&before=-1&action=")).length).toBeGreaterThan(6);
});

test("things lead to their history, and their history back to them", async () => {
  const member = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  const subject = `member ${member.id}`;
  await writeAudit(site.db, null, { action: "member.address", subject }, new Date());
  const { html } = await ann.get(`/organise/members/${member.id}`);
  expect(html).toContain(`href="/organise/audit?subject=member+${member.id}"`);
  const history = await ann.get("/organise/audit?subject=letter+7");
  expect(history.html).toContain('<a href="/organise/letters/7">Wrote letter 7</a>');
});

test("the page shows the head of the chain as the command finds it, and the last look at it", async () => {
  const { html } = await ann.get("/organise/audit");
  const { head } = await verifyChain(site.db);
  expect(html).toContain(head.hash.toString("hex"));
  expect(html).toContain("not yet; it is done every night");
});

test("what is shown is taken out as a file that no spreadsheet runs, and that is in the log with number and filter", async () => {
  const { html } = await ann.get("/organise/audit?subject=letter+7&q=зміни");
  const fields = fieldsFor(html, "export");
  expect(fields).toEqual({ q: "зміни", subject: "letter 7", intent: "export" });
  const file = await ann.post("/organise/audit.csv", fields);
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-.*\.csv"$/);
  expect(file.headers.get("cache-control")).toBe("no-store");
  const lines = file.html.trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"command line","letter.send","letter 7"');
  expect(lines[1]).toMatch(/,"[0-9a-f]{64}"$/);
  const { entries } = await listAudit(site.db);
  expect(entries[0]).toMatchObject({
    ...{ action: "audit.export", subject: "audit log", organiser_id: annId },
    after: { entries: 2, filter: { q: "зміни", subject: "letter 7" } },
  });
  const odd = await ann.post("/organise/audit.csv", { intent: "export", from: "2026-06-30" });
  expect(odd.html).toContain(`"'=HYPERLINK","'@odd"`);
  expect(odd.html).not.toMatch(/(^|,)"[=+@-]/m);
});

test("an address that was looked for is not kept, and more than a file holds is none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (const subject of ["letter 1", "letter 2"])
    await writeAudit(db, null, { action: "letter.write", subject }, new Date());
  const asked = readFilter(new URLSearchParams({ q: "ann@example.org letter" }));
  const { changed } = await db.transaction().execute((tx) => exportEntries(tx, asked));
  expect(changed?.after).toEqual({ entries: 0, filter: { q: "an address letter" } });
  const all = readFilter(new URLSearchParams());
  const most = (number: number) => db.transaction().execute((tx) => exportEntries(tx, all, number));
  expect(await most(1)).toEqual({ said: "audit-many", entries: [] });
  expect((await most(2)).entries).toHaveLength(2);
});

test("a long log is read page by page, and words are looked for in part of it at a time", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await sql`insert into audit (at, action, subject)
    select now(), 'letter.write', 'letter ' || n from generate_series(1, 250) n`.execute(db);
  const subjects: string[] = [];
  let next: number | undefined;
  do {
    const page = await listAudit(db, next);
    subjects.push(...page.entries.map(({ subject }) => subject));
    next = page.next;
  } while (next !== undefined);
  expect(subjects).toEqual(Array.from({ length: 250 }, (_, index) => `letter ${250 - index}`));
  const first = await listAudit(db, undefined, { q: "letter 150" }, 50);
  expect(first).toEqual({ entries: [], next: 201 });
  const second = await listAudit(db, first.next, { q: "letter 150" }, 60);
  expect(second.entries.map(({ subject }) => subject)).toEqual(["letter 150"]);
  expect(second.next).toBe(141);
});

test("audit:verify tells the head, takes one that was kept, and exits 1 naming what is broken", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  for (const n of [1, 2, 3])
    await writeAudit(db, null, { action: "letter.write", subject: `letter ${n}` }, new Date());
  const env = { ...process.env, ...siteEnvironment(url, 1) };
  const verify = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["app/commands/audit-verify.ts", ...args], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  const good = await verify();
  const head = /Its head is ([0-9a-f]{64}), at place 3/.exec(good.stdout)![1]!;
  expect([good.code, good.stderr]).toEqual([0, ""]);
  const [kept, other, wrong, help] = await Promise.all([
    verify("--head", head),
    verify("--head", `${"0".repeat(63)}1`),
    verify("--head", "x"),
    verify("--help"),
  ]);
  expect([kept.code, other.code, wrong.code, help.code]).toEqual([0, 1, 2, 0]);
  expect(other.stderr.trim().split("\n")).toHaveLength(1);
  await sql`alter table audit disable trigger user`.execute(db);
  await sql`update audit set action = 'letter.test' where id = 2`.execute(db);
  const broken = await verify();
  expect([broken.code, broken.stdout]).toEqual([1, ""]);
  expect(broken.stderr).toMatch(/^Entry 2 \(letter\.test, letter 2\), at place 2 .*\n$/);
});
