/** When the House sits is imported, looked at and undone; in a recess no letter leaves. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import fc from "fast-check";
import { expect, test } from "vitest";

import { readSittingsFile } from "#app/imports/read-lists.server.ts";
import { getRun } from "#app/imports/runs/get-run.server.ts";
import { addDone, recordImport } from "#app/imports/runs/record-import.server.ts";
import { importSittings, saySittings } from "#app/imports/sittings/import-sittings.server.ts";
import { sayReport } from "#app/imports/tell-report.ts";
import { seeUndo, undoImport } from "#app/imports/undo/undo-import.server.ts";
import type { How } from "#app/imports/trial.server.ts";
import { judgeCopies } from "#app/letters/leaving/judge-copies.server.ts";
import { nextLeaving, recessEnds } from "#app/letters/leaving/opens.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { waitsForRecess } from "#app/letters/leaving/waits-for-recess.server.ts";
import { type Period, recessOn } from "#app/members/recess.ts";
import type { Db } from "#db/connection.ts";

import { run } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import { forced, forGood, trial } from "./support/imports.ts";
import { approved, draft, mailedCopies, organiser, send } from "./support/letters.ts";

const recess = (from: string, to: string): Period => ({ from, to, kind: "recess" });
const sitting = (from: string, to: string): Period => ({ from, to, kind: "sitting" });

test.each([
  [[], "2026-08-01", undefined],
  [[recess("2026-07-17", "2026-08-31")], "2026-07-16", undefined],
  [[recess("2026-07-17", "2026-08-31")], "2026-07-17", "2026-09-01"],
  [[recess("2026-07-17", "2026-08-31")], "2026-08-31", "2026-09-01"],
  [[recess("2026-07-17", "2026-08-31")], "2026-09-01", undefined],
  // one on the other's heels
  [
    [recess("2026-07-17", "2026-08-31"), recess("2026-09-01", "2026-09-10")],
    "2026-08-01",
    "2026-09-11",
  ],
  // between two sittings; before the first and after the last nothing is known
  [
    [sitting("2026-06-01", "2026-07-16"), sitting("2026-09-01", "2026-10-01")],
    "2026-07-17",
    "2026-09-01",
  ],
  [
    [sitting("2026-06-01", "2026-07-16"), sitting("2026-09-01", "2026-10-01")],
    "2026-05-01",
    undefined,
  ],
  [
    [sitting("2026-06-01", "2026-07-16"), sitting("2026-09-01", "2026-10-01")],
    "2026-10-02",
    undefined,
  ],
  [
    [sitting("2026-06-01", "2026-12-01"), recess("2026-07-17", "2026-08-31")],
    "2026-08-01",
    "2026-09-01",
  ],
] as const)("of %j the %s is in a recess that ends on %s", (periods, day, until) => {
  expect(recessOn(periods, day)?.until).toBe(until);
});

test("whatever the table, a copy leaves at the first moment at which the House sits and the office is open", () => {
  const day = fc.integer({ min: 0, max: 60 }).map((number) => {
    return new Date(Date.UTC(2026, 2, 1 + number)).toISOString().slice(0, 10);
  });
  const period = fc
    .record({ one: day, two: day, isRecess: fc.boolean() })
    .map(({ one, two, isRecess }): Period => ({
      ...(one < two ? { from: one, to: two } : { from: two, to: one }),
      kind: isRecess ? "recess" : "sitting",
    }));
  const window = fc.constantFrom("any", "office-hours");
  fc.assert(
    fc.property(fc.array(period, { maxLength: 5 }), window, day, (periods, window, from) => {
      const house = { timeZone: "Europe/London", periods };
      const asked = new Date(`${from}T22:10:00Z`);
      const at = nextLeaving(asked, window, house);
      expect(nextLeaving(at, window, house)).toEqual(at);
      expect(recessEnds(at, house)).toBeUndefined();
      const before = new Date(at.getTime() - 60_000);
      if (before > asked) expect(nextLeaving(before, window, house)).toEqual(at);
    }),
  );
});

const header = "legislature,from,to,what";
const summer = "house,2026-07-17,2026-08-31,Summer recess";

async function read(...lines: string[]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sittings-"));
  const file = path.join(folder, "sittings.csv");
  fs.writeFileSync(file, [header, ...lines].join("\n"));
  const reading = await readSittingsFile(file);
  fs.rmSync(folder, { recursive: true });
  return reading;
}

async function rows(...lines: string[]) {
  const reading = await read(...lines);
  if (reading.kind === "unreadable") throw new Error(reading.problems.join("\n"));
  return reading.rows;
}

const stored = (db: Db) =>
  db
    .selectFrom("sitting_period")
    .select(["from_on", "to_on", "kind", "name"])
    .orderBy("from_on")
    .execute();

const TODAY = "2026-03-04";

test("a table is tried, imported, imported again, changed and refused where it cannot be meant", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  expect(await importSittings(db, await rows(summer), forGood, TODAY)).toMatchObject({
    kind: "refused",
    hint: "import-areas",
  });
  await seedHouse(db, 1);
  const two = await rows(summer, "House,2026-09-01,2026-10-01,sitting");
  const tried = await importSittings(db, two, trial, TODAY);
  expect(tried).toMatchObject({ kind: "imported", added: 2 });
  expect(await stored(db)).toEqual([]);
  await importSittings(db, two, forGood, TODAY);
  expect(await stored(db)).toEqual([
    { from_on: "2026-07-17", to_on: "2026-08-31", kind: "recess", name: "Summer recess" },
    { from_on: "2026-09-01", to_on: "2026-10-01", kind: "sitting", name: "sitting" },
  ]);
  const again = await importSittings(db, two, forGood, TODAY);
  if (again.kind === "refused") throw new Error();
  expect(saySittings(again)).toEqual(["Nothing changed: 2 periods are as listed."]);
  const moved = await rows("house,2026-07-20,2026-08-31,Summer recess");
  const outcome = await importSittings(db, moved, forGood, TODAY);
  if (outcome.kind === "refused") throw new Error();
  expect([...saySittings(outcome), ...sayReport(outcome.report, false)]).toEqual([
    "Periods added: 1, taken away: 2, unchanged: 0.",
    "Periods added, 1:",
    "  Summer recess (house): 2026-07-20 to 2026-08-31, letters wait",
    "Periods taken away, 2:",
    "  Summer recess (house): 2026-07-17 to 2026-08-31, letters wait",
    "  sitting (house): 2026-09-01 to 2026-10-01, letters leave",
  ]);
  const refused = async (line: string, forcible: boolean, problem: string) => {
    const before = await stored(db);
    const why = await importSittings(db, await rows(line), forGood, TODAY);
    expect(why).toMatchObject({ kind: "refused", forcible });
    expect(JSON.stringify(why)).toContain(problem);
    expect(await stored(db)).toEqual(before);
  };
  await refused("lords,2026-07-17,2026-08-31,Summer recess", false, "No legislature is called");
  await refused("house,2026-08-31,2026-07-17,Summer recess", false, "It ends before it begins");
  await refused("house,2026-07-17,2027-08-31,Summer recess", true, "longer than 200 days");
  await refused(
    "house,2026-02-01,2026-02-10,February recess",
    true,
    "Every period of house is over",
  );
  const past = await rows("house,2026-02-01,2026-02-10,February recess");
  expect((await importSittings(db, past, forced, TODAY)).kind).toBe("imported");
});

test.each([
  ["house,17/07/2026,2026-08-31,Summer recess", "such as 2026-07-16"],
  ["house,2026-02-30,2026-03-31,Recess", "no day that there is"],
  ["house,2026-07-17,2026-08-31,Summer", "name a recess"],
])("%s cannot be read", async (line, problem) => {
  const reading = await read(line);
  expect(reading.kind === "unreadable" && reading.problems.join(" ")).toContain(problem);
});

test("an import of sitting dates is undone from its record", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  await importSittings(db, await rows(summer), forGood, TODAY);
  const before = await stored(db);
  let id = 0;
  const how: How = {
    ...forGood,
    record: async (trx, report, changes) => {
      const about = { kind: "sittings", source: "file", name: "sittings.csv", bytes: 10 } as const;
      const entry = { ...about, partOf: [], isForced: false, organiserId: null };
      id = await addDone(trx, entry, report, now);
      await recordImport(trx, id, entry, report, changes, now);
    },
  };
  const changed = await rows(
    "house,2026-07-17,2026-08-31,Long recess",
    "house,2026-12-18,2027-01-05,Christmas recess",
  );
  await importSittings(db, changed, how, TODAY);
  expect((await stored(db)).map(({ name }) => name)).toEqual(["Long recess", "Christmas recess"]);
  const seen = (await seeUndo(db, (await getRun(db, id))!, now))!;
  expect(sayReport(seen.report, false)).toEqual([
    "Periods taken away, 1:",
    "  Christmas recess (house): 2026-12-18 to 2027-01-05",
    "Periods put back, 1:",
    "  Summer recess (house): 2026-07-17 to 2026-08-31",
  ]);
  const deed = await db.transaction().execute((tx) => undoImport(tx, id, 1, seen.version, now));
  expect(deed.said).toBe("import-undone");
  expect(await stored(db)).toEqual(before);
});

test("the command tries, imports and refuses as those of other lists do", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await seedHouse(db, 1);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sittings-"));
  const file = path.join(folder, "sittings.csv");
  fs.writeFileSync(file, `House,Start,End,Recess\nhouse,2099-07-17,2099-08-31,Summer recess\n`);
  const tried = await run(url, "import-sittings", "--file", file, "--dry-run");
  expect(tried).toMatchObject({ code: 0, error: "" });
  expect(tried.out).toContain("Summer recess (house): 2099-07-17 to 2099-08-31, letters wait");
  expect(await stored(db)).toEqual([]);
  expect(await run(url, "import-sittings", "--file", file)).toMatchObject({ code: 0, error: "" });
  expect(await stored(db)).toHaveLength(1);
  const written = await db.selectFrom("audit").select(["action", "subject"]).execute();
  expect(written).toEqual([{ action: "import.sittings", subject: "sittings.csv" }]);
  fs.rmSync(folder, { recursive: true });
});

test("in a recess the copies of a letter wait, and say until when; what was in the outbox is taken back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand], { window: "office-hours" }));
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  const copies = await db
    .selectFrom("letter_copy")
    .select("mail_id")
    .where("state", "=", "queued")
    .execute();
  expect(copies).toHaveLength(1);
  // now is a Wednesday; the recess ends on a Sunday
  const table = await rows("house,2026-03-04,2026-03-08,Spring recess");
  await importSittings(db, table, forGood, TODAY);
  const mails = [{ id: copies[0]!.mail_id!, address: "m1@example.org" }];
  expect([...(await judgeCopies(db, mails, now)).values()]).toEqual(["outdated"]);
  const later = new Date("2026-03-06T12:00:00Z");
  await releaseCopies(db, keys, "mailbox", later);
  expect(await mailedCopies(db, id)).toHaveLength(1);
  expect(await waitsForRecess(db, id, later)).toEqual(new Date("2026-03-09T00:00:00Z"));
  const monday = new Date("2026-03-09T09:00:00Z");
  expect(await waitsForRecess(db, id, monday)).toBeUndefined();
  await releaseCopies(db, keys, "mailbox", new Date("2026-03-09T08:00:00Z"));
  expect(await mailedCopies(db, id)).toHaveLength(1);
  await releaseCopies(db, keys, "mailbox", monday);
  expect(await mailedCopies(db, id)).toHaveLength(2);
  // a table that is taken back lets them go at once
  await importSittings(db, await rows("house,2026-03-09,2026-03-20,Long recess"), forGood, TODAY);
  await releaseCopies(db, keys, "mailbox", new Date("2026-03-09T10:00:00Z"));
  expect(await mailedCopies(db, id)).toHaveLength(2);
  await db.deleteFrom("sitting_period").execute();
  await releaseCopies(db, keys, "mailbox", new Date("2026-03-09T10:01:00Z"));
  expect(await mailedCopies(db, id)).toHaveLength(3);
});
