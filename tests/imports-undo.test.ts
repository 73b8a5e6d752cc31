/** What undoing an import puts back, and what it leaves because somebody changed or used it since. */
import { expect, test } from "vitest";

import { importAreas } from "#app/imports/import-areas.server.ts";
import { importMembers } from "#app/imports/import-members.server.ts";
import type { How } from "#app/imports/trial.server.ts";
import { addDone, recordImport } from "#app/imports/runs/record-import.server.ts";
import { forgetRuns } from "#app/imports/runs/forget-runs.server.ts";
import { getRun } from "#app/imports/runs/get-run.server.ts";
import type { Given } from "#app/imports/runs/run.ts";
import { seeUndo, undoImport } from "#app/imports/undo/undo-import.server.ts";
import { sayReport } from "#app/imports/tell-report.ts";
import type { Holder } from "#app/members/member.ts";
import type { Db } from "#db/connection.ts";

import type { TestDatabase } from "./support/database.ts";
import { code, emptyHouse, holder, listed, seats } from "./support/imports.ts";
import { rowsOf } from "./support/uploads.ts";

const june = new Date("2026-06-10T12:00:00Z");
const july = new Date("2026-07-10T12:00:00Z");
const august = new Date("2026-08-05T12:00:00Z");

/** Writes imports down as the commands do. @returns how, and the id of the last one */
function recorded(kind: Given["kind"], now: Date) {
  const last = { id: 0 };
  const how: How & { partOf: string[] } = {
    ...{ dryRun: false, force: true, partOf: [] },
    record: async (trx, report, changes) => {
      const given = {
        ...{ kind, source: "file" as const, name: "list.csv", bytes: 1, partOf: [] },
        ...{ organiserId: null, isForced: true },
      };
      last.id = await addDone(trx, given, report, now);
      await recordImport(trx, last.id, given, report, changes, now);
    },
  };
  return { how, last };
}

async function importing(db: Db, changes: Record<number, Holder | undefined>, now: Date) {
  const { how, last } = recorded("members", now);
  const outcome = await importMembers(db, listed(changes), "file", how, now);
  expect(outcome.kind).toBe("imported");
  return last.id;
}

async function undo({ db }: TestDatabase, id: number, now = august) {
  const seen = await seeUndo(db, (await getRun(db, id))!, now);
  const deed = await db.transaction().execute((tx) => undoImport(tx, id, 1, seen?.version, now));
  return { said: deed.said, lines: sayReport(seen?.report ?? [], true) };
}

test("a first list of all leaves nothing behind when it is undone", async () => {
  await using database = await emptyHouse();
  const before = await rowsOf(database);
  const id = await importing(database.db, {}, june);
  expect((await rowsOf(database))["member"]).toHaveLength(650);
  expect(await undo(database, id, july)).toMatchObject({ said: "import-undone" });
  expect(await rowsOf(database)).toEqual(before);
  expect(await undo(database, id, july)).toMatchObject({ said: "import-not-undone" });
});

test("people who changed seats, lost them, came back and were dated go back to the day", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  await importing(db, { 4: undefined, 5: holder(1005, { email: undefined }) }, june);
  const before = await rowsOf(database);
  const id = await importing(
    db,
    {
      0: holder(1001, { name: "Member of the next seat", email: "new@example.org" }),
      1: holder(1000),
      2: undefined,
      3: holder(9003, { started_on: "2026-07-02" }),
      4: holder(9004),
      5: holder(1005, { email: "first@example.org" }),
      6: holder(1006, { started_on: "2024-07-04", party: "Independent" }),
      7: holder(1007, { email: undefined }),
    },
    july,
  );
  expect(await rowsOf(database)).not.toEqual(before);
  const { said, lines } = await undo(database, id);
  expect(said).toBe("import-undone");
  expect(lines).toContain("Members taken away, 2:");
  expect(lines).toContain("  Member 1006 (Seat 7): party: Independent → Labour");
  expect(lines).toContain("  Member 1002 (Seat 3): last day: 2026-07-10 → —");
  expect(lines).toContain("  Member 1007 (Seat 8): stale: yes → no");
  expect(await rowsOf(database)).toEqual(before);
});

test("what a later import or an organiser's hand changed since is named and left", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  await importing(db, {}, june);
  const before = await rowsOf(database);
  const id = await importing(
    db,
    {
      0: holder(9000),
      1: holder(9001),
      2: holder(1002, { party: "Independent" }),
      3: holder(1003, { party: "Independent" }),
      4: holder(9004),
      5: undefined,
    },
    july,
  );
  // seat 1 changes hands again; seat 3's holder has another party; seat 6 has somebody new
  await importing(
    db,
    {
      0: holder(9100),
      1: holder(9001),
      2: holder(1002, { party: "Green Party" }),
      3: holder(1003, { party: "Independent" }),
      4: holder(9004),
      5: holder(9105),
    },
    july,
  );
  // an organiser gives one of those who came an address of their own
  await db
    .insertInto("member_contact")
    .values({ member_id: 9004, source: "organiser", email: "o@example.org", seen_on: "2026-07-10" })
    .execute();
  const { said, lines } = await undo(database, id);
  expect(said).toBe("import-undone");
  const left = lines.slice(
    lines.findIndex((line) => line.startsWith("Left as they are, for they")),
  );
  expect(left).toContain("  Member 9000 (Seat 1): from 2026-07-10");
  expect(left).toContain("  Member 1002 (Seat 3): party: Independent → Labour");
  expect(left).toContain("  Member 1005 (Seat 6): last day: 2026-07-10 → —");
  expect(left).toContain("Left as they are, for something else names them by now, 2:");
  expect(left).toContain("  Member 9004 (Seat 5)");

  const after = await rowsOf(database);
  const sitting = (member: number) =>
    after["membership"]!.filter((row) => row.startsWith(`(${member},`) && row.endsWith(",)"));
  expect(sitting(9100)).toHaveLength(1);
  expect(sitting(1000)).toHaveLength(0);
  expect(sitting(9105)).toHaveLength(1);
  // seats 2 and 5, and one party, are as they were
  expect(sitting(1001)).toEqual(before["membership"]!.filter((row) => row.startsWith("(1001,")));
  expect(sitting(1004)).toHaveLength(1);
  expect(sitting(9004)).toHaveLength(0);
  expect(after["member"]).toContain(before["member"]!.find((row) => row.startsWith("(1003,")));
  expect(after["member"]!.some((row) => row.startsWith("(9001,"))).toBe(false);
  expect(after["member_contact"]!.filter((row) => row.includes("organiser"))).toHaveLength(1);
});

test("constituencies are put back, and those that something names stay", async () => {
  await using database = await emptyHouse(seats(646));
  const { db, pool } = database;
  const before = await rowsOf(database);
  const { how, last } = recorded("areas", june);
  const swapped = seats(650).map((row, index) => ({
    ...row,
    ...(index < 2 && { parliament_id: 4_002 - index, name: `Renamed ${index}` }),
  }));
  expect((await importAreas(db, swapped, how)).kind).toBe("imported");
  await pool.query("insert into postcode values ('SW1A1AA', $1)", [code(648)]);
  const { said, lines } = await undo(database, last.id, july);
  expect(said).toBe("import-undone");
  expect(lines).toContain("Areas taken away, 3:");
  expect(lines).toContain("Left as they are, for something else names them by now, 1:");
  const after = await rowsOf(database);
  expect(after["area"]).toHaveLength(647);
  expect(after["area"]!.filter((row) => before["area"]!.includes(row))).toHaveLength(646);
});

test("what was seen is what is undone", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  await importing(db, {}, june);
  const id = await importing(db, { 0: undefined, 1: holder(9001) }, july);
  const seen = (await seeUndo(db, (await getRun(db, id))!, august))!;
  await importing(db, { 0: holder(9100), 1: holder(9001) }, july);
  const before = await rowsOf(database);
  const deed = await db.transaction().execute((tx) => undoImport(tx, id, 1, seen.version, august));
  expect(deed.said).toBe("import-undo-stale");
  expect(await rowsOf(database)).toEqual(before);
});

test("after thirty days nothing of an import is kept but its numbers and names", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  const id = await importing(db, {}, june);
  const late = new Date(june.getTime() + 31 * 24 * 3_600_000);
  expect(await undo(database, id, late)).toMatchObject({ said: "import-not-undone" });
  await forgetRuns(db, late);
  expect(await db.selectFrom("import_change").select("place").execute()).toEqual([]);
  const run = (await getRun(db, id))!;
  expect(run.told!.report[0]).toMatchObject({ what: "Members added", number: 650 });
  expect(JSON.stringify(run.told)).not.toContain("@");
});
