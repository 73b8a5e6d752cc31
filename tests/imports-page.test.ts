/** Imports from a page: given, seen, run and undone, as a browser does it without a script. */
import { expect, test } from "vitest";

import { listAudit } from "#app/organisers/audit.server.ts";

import {
  cookieOf,
  idOf,
  membersFile,
  post,
  read,
  rowsOf,
  startHouse,
  untilState,
  upload,
  uploadAndRun,
  versionIn,
} from "./support/uploads.ts";

test("a list is seen by name, run as it was seen, and undone to the last value", async () => {
  await using house = await startHouse();
  const { base, db, database } = house;
  const cookie = await cookieOf(house);
  await uploadAndRun(house, cookie, { text: membersFile() });
  const before = await rowsOf(database);
  expect(before["membership"]).toHaveLength(650);

  const next = membersFile((cells, index) => {
    if (index === 0) return [cells[0]!, "Vacant", "Vacant", "Vacant", "", ""];
    if (index === 1) return cells.with(4, "Independent");
    if (index === 2)
      return [cells[0]!, "9001", "By Election MP", "By Election", "Labour", "by@example.org"];
    return cells;
  });
  const given = await upload(base, cookie, { text: next, name: "next list.csv" });
  expect(given.status).toBe(303);
  const id = idOf(given);
  const path = `/organise/members/import/${id}`;
  await untilState(db, id, "tried");
  expect(await rowsOf(database)).toEqual(before);
  const page = await read(base, cookie, path);
  for (const told of [
    "Members added: 1, changed: 1, unchanged: 647.",
    "By Election (Seat 3)",
    "Member 1001 (Seat 2): party: Labour → Independent",
    "Nothing has changed yet.",
    "next list.csv",
  ])
    expect(page).toContain(told);

  const ran = await post(base, cookie, path, { intent: "run", version: versionIn(page) });
  expect(ran.headers.get("Location")).toBe(`${path}?said=import-runs`);
  await untilState(db, id, "done");
  const after = await rowsOf(database);
  expect(after).not.toEqual(before);
  const { entries } = await listAudit(db);
  expect(entries[0]).toMatchObject({ action: "import.members", subject: "next list.csv" });
  expect(entries[0]!.organiser_id).not.toBeNull();
  expect(JSON.stringify(entries)).not.toContain("@");
  expect(await db.selectFrom("import_chunk").select("place").execute()).toEqual([]);

  const done = await read(base, cookie, path);
  expect(done).toContain("Undo this import");
  expect(done).toContain("Member 1000 (Seat 1): last day: ");
  const wrong = await post(base, cookie, path, {
    intent: "undo",
    version: versionIn(done),
    word: "yes",
  });
  expect(wrong.status).toBe(422);
  expect(await rowsOf(database)).toEqual(after);
  const undone = await post(base, cookie, path, {
    ...{ intent: "undo", version: versionIn(done), word: " Undo " },
  });
  expect(undone.headers.get("Location")).toBe(`${path}?said=import-undone`);
  expect(await rowsOf(database)).toEqual(before);
  const [newest] = (await listAudit(db)).entries;
  expect(newest).toMatchObject({ action: "import.undo", subject: `import ${id} (next list.csv)` });
  const list = await read(base, cookie, "/organise/members/import");
  expect(list).toContain("undone");
});

test("what a list lacks is told in the singular, and by the page’s own box", async () => {
  await using house = await startHouse();
  const { base, db } = house;
  const cookie = await cookieOf(house);
  await uploadAndRun(house, cookie, { text: membersFile() });
  const text = membersFile().split("\n").slice(0, 650).join("\n");
  const id = idOf(await upload(base, cookie, { text: `${text}\n`, name: "one less.csv" }));
  const told = await untilState(db, id, "tried");
  const path = `/organise/members/import/${id}`;
  const page = (await read(base, cookie, path)).replace(/<[^>]*>/g, "");
  expect(page).toContain("1 seat is not in the file: Seat 650. A vacant seat is a row that says");
  expect(page).toContain(
    "for a part of the House there is the box “Only a part of the House”, beside the file.",
  );
  expect(page).not.toContain("--part-of");
  // the command names its option
  expect(told.problems.join("\n")).toContain("--part-of");
});
