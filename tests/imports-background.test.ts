/** Imports in the background: they outlive their process, run once, and do what was seen or nothing. */
import fs from "node:fs";
import path from "node:path";

import { expect, test, vi } from "vitest";

import { workRuns } from "#app/imports/runs/work-runs.server.ts";
import { askMembersApi } from "#app/imports/runs/keep-upload.server.ts";
import { IMPORT_LOCK } from "#app/imports/trial.server.ts";
import { listAudit } from "#app/organisers/audit.server.ts";

import { run as command } from "./support/command.ts";
import { code, emptyHouse } from "./support/imports.ts";
import { startMembersApi } from "./support/members-api-stand-in.ts";
import { testKeys } from "./support/signers.ts";
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

const pathOf = (id: number) => `/organise/members/import/${id}`;

/** A few postcodes, in the columns of the ONS. */
const postcodes = [
  "pcds,doterm,pcon",
  ...[0, 1, 2].map((at) => `ZE1 0A${"ABD"[at]},,${code(at)}`),
].join("\n");

test("an import whose process is killed is taken up by the next one, and done once", async () => {
  await using house = await startHouse();
  const { base, db, database } = house;
  const cookie = await cookieOf(house);
  const client = await database.pool.connect();
  const id = idOf(
    await upload(base, cookie, { kind: "postcodes", text: postcodes, name: "pc.csv" }),
  );
  const told = await untilState(db, id, "tried");
  expect(told.forcible).toBe(true);
  // whoever would swap the tables has to wait: so it is killed in the midst of its transaction
  await client.query("begin");
  await client.query("lock table postcode in access share mode");
  const page = await read(base, cookie, pathOf(id));
  await post(base, cookie, pathOf(id), {
    ...{ intent: "force", version: versionIn(page), word: "import anyway" },
  });
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query(
      "select from pg_locks where not granted and relation = 'postcode'::regclass",
    );
    expect(rows).toHaveLength(1);
  }, 30_000);
  house.server.process.kill("SIGKILL");
  await house.server.ended;
  const { rows } = await client.query<{ number: number }>(
    "select count(*) as number from postcode",
  );
  expect(rows[0]!.number).toBe(0);
  await client.query("rollback");
  client.release();

  await house.restart();
  await untilState(db, id, "done");
  expect((await rowsOf(database))["postcode"]).toHaveLength(3);
  const { entries } = await listAudit(db);
  expect(entries.filter(({ action }) => action === "import.postcodes")).toHaveLength(1);
  expect(await read(base, cookie, pathOf(id))).not.toContain("Undo this import");
});

test("what ends its process each time is given up after the third", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  const { id } = await db
    .insertInto("import_run")
    .values({
      ...{ kind: "members", source: "file", state: "waiting", name: "a.csv", bytes: 1, begun: 3 },
      created_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await workRuns({ ...database, keys: testKeys }, () => new Date());
  const told = await untilState(db, id, "failed");
  expect(told.problems).toEqual(["It was begun three times and did not come to its end."]);
});

test("two are run one after the other, and the second does what was seen of it or asks again", async () => {
  await using house = await startHouse();
  const { base, db } = house;
  const cookie = await cookieOf(house);
  await uploadAndRun(house, cookie, { text: membersFile() });
  const party = (name: string) =>
    membersFile((cells, index) => (index < 3 ? cells.with(4, name) : cells));
  const ids: number[] = [];
  for (const name of ["Independent", "Green Party"])
    ids.push(idOf(await upload(base, cookie, { text: party(name) })));
  const [first, second] = ids as [number, number];
  for (const id of ids) await untilState(db, id, "tried");
  const versions = await Promise.all(
    ids.map(async (id) => versionIn(await read(base, cookie, pathOf(id)))),
  );
  await Promise.all(
    ids.map((id, index) =>
      post(base, cookie, pathOf(id), { intent: "run", version: versions[index]! }),
    ),
  );
  await untilState(db, first, "done");
  await vi.waitFor(async () => {
    const html = await read(base, cookie, pathOf(second));
    expect(html).toContain("was no longer what was");
    expect(html).toContain("party: Independent → Green Party");
  }, 30_000);
  const parties = await db.selectFrom("member").select("party").distinct().execute();
  expect(parties.map(({ party }) => party).toSorted()).toEqual(["Independent", "Labour"]);
  // the page of before says so, and does nothing
  const old = await post(base, cookie, pathOf(second), { intent: "run", version: versions[1]! });
  expect(old.status).toBe(409);
  expect(await old.text()).toContain("What it would do has changed since you opened the page.");
  await untilState(db, second, "tried");
  await post(base, cookie, pathOf(second), {
    ...{ intent: "run", version: versionIn(await read(base, cookie, pathOf(second))) },
  });
  await untilState(db, second, "done");
});

test("a command and a page take turns", async () => {
  await using database = await emptyHouse();
  const { db, pool } = database;
  const client = await pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1)", [IMPORT_LOCK]);
  const file = path.join(fs.mkdtempSync("/tmp/imports-"), "pc.csv");
  fs.writeFileSync(file, postcodes);
  const refused = await command(database.url, "import-postcodes", "--file", file, "--force");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.error).toContain(
    "Another import is running. The postcodes are as they were. Run the command again when it has ended.",
  );
  const { id } = await db
    .insertInto("import_run")
    .values({
      ...{ kind: "postcodes", source: "file", state: "waiting", name: "pc.csv", bytes: 1 },
      created_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("import_chunk")
    .values({ run_id: id, place: 0, bytes: Buffer.from(postcodes) })
    .execute();
  const work = () => workRuns({ ...database, keys: testKeys }, () => new Date());
  for (let times = 0; times < 4; times++) await work();
  const row = await db.selectFrom("import_run").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    state: "waiting",
    begun: 0,
    progress: expect.stringContaining("waits") as unknown,
  });
  await client.query("rollback");
  client.release();
  await work();
  expect((await untilState(db, id, "tried")).forcible).toBe(true);
  expect(await command(database.url, "import-postcodes", "--file", file, "--force")).toMatchObject({
    code: 0,
  });
  const runs = await db.selectFrom("import_run").selectAll().orderBy("id").execute();
  expect(runs[1]).toMatchObject({
    ...{ kind: "postcodes", source: "file", state: "done", name: "pc.csv", organiser_id: null },
    is_forced: true,
  });
});

test("the Members API is asked once: what is run is what was seen", async () => {
  await using database = await emptyHouse();
  const { db } = database;
  const members = Array.from({ length: 645 }, (_, index) => ({
    ...{ id: 1000 + index, seat: 4001 + index, name: `Member ${1000 + index}` },
    email: `mp-${1000 + index}@example.org`,
  }));
  await using api = await startMembersApi(members);
  const id = await askMembersApi(db, 1, new Date());
  const work = () =>
    workRuns({ ...database, keys: testKeys }, () => new Date(), { url: api.url, pace: quick });
  await work();
  const told = await untilState(db, id, "tried");
  expect(told).toMatchObject({ problems: [], forcible: false });
  expect(told.summary[0]).toBe("Members added: 645, changed: 0, unchanged: 0.");
  const asked = api.asked.length;
  await db.updateTable("import_run").set({ state: "running" }).where("id", "=", id).execute();
  await work();
  await untilState(db, id, "done");
  expect(api.asked).toHaveLength(asked);
  expect((await rowsOf(database))["membership"]).toHaveLength(645);
});

const quick = { gap: 0, timeout: 5_000, backoff: 1, tries: 2 };

const trials = path.resolve("../shared/trials");
const areasOf2024 = path.resolve("../shared/data/constituencies-2024.csv");

test.skipIf(!fs.existsSync(trials) || !fs.existsSync(areasOf2024))(
  "files that went wrong are told on a page in the words of the commands (needs ../shared/trials)",
  { timeout: 400_000 },
  async () => {
    await using house = await startHouse();
    const { base, db, database } = house;
    await db.deleteFrom("area").execute();
    const cookie = await cookieOf(house);
    const importing = (command: string, file: string) => {
      const kind = command.replace("import-", "");
      return uploadAndRun(house, cookie, {
        kind,
        name: path.basename(file),
        text: fs.readFileSync(file),
      });
    };
    await importing("import-areas", areasOf2024);
    await importing("import-members", path.join(trials, "17-members-empty-rows-at-end.csv"));
    const before = await rowsOf(database);
    expect(before["membership"]).toHaveLength(650);

    for (const name of fs.readdirSync(trials).filter((name) => /\.(csv|txt)$/.test(name))) {
      const file = path.join(trials, name);
      const kind = name.includes("areas") ? "areas" : "members";
      const said = await command(
        database.url,
        `import-${kind}`,
        "--file",
        file,
        "--dry-run",
        "--verbose",
      );
      const id = idOf(await upload(base, cookie, { kind, name, text: fs.readFileSync(file) }));
      const told = await untilState(db, id, "tried");
      if (said.code === 0) {
        const lines = [...told.found, ...told.summary];
        expect([name, lines.filter((line) => !said.out.includes(line))]).toEqual([name, []]);
      } else {
        // the command names the file by its path
        const error = said.error.replaceAll(`${trials}/`, "");
        expect([name, told.problems.length > 0]).toEqual([name, true]);
        expect([name, told.problems.filter((line) => !error.includes(line))]).toEqual([name, []]);
        expect([name, told.forcible]).toEqual([name, error.includes("--force takes")]);
      }
      if (told.forcible) {
        const forced = await command(
          ...([database.url, `import-${kind}`, "--file", file, "--dry-run", "--force"] as const),
        );
        const unsaid = told.summary.filter((line) => !forced.out.includes(line));
        expect([name, unsaid]).toEqual([name, []]);
      }
      await post(base, cookie, pathOf(id), { intent: "drop" });
      await untilState(db, id, "dropped");
      expect(await rowsOf(database)).toEqual(before);
    }
  },
);
