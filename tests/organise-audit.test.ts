import { expect, test } from "vitest";

import { composeLetter } from "#app/letters/write-letter.server.ts";
import { act, listAudit } from "#app/organisers/audit.server.ts";
import { linesOf } from "#app/organisers/audit-lines.ts";
import { listStancesByDemand } from "#app/answers/list-stances.server.ts";
import { stanceVersion } from "#app/answers/stance-version.server.ts";
import { recordStance } from "#app/answers/record-stance.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import { getOverview } from "#app/organisers/overview.server.ts";
import { finishTask, raiseTask } from "#app/organisers/tasks.server.ts";
import { isWebAddress, readStance } from "#app/answers/stance.ts";
import { listAddresses } from "#app/members/addresses.server.ts";
import { auditSentence, namedByTime } from "#app/words/organise/audit.ts";
import { uuidv7 } from "#db/uuid.ts";
import { pauseMail } from "#emails/pause.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
import { draft, organiser } from "./support/letters.ts";

test("what is done and its record stand or fall together", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  await act(db, ann, now, (tx) => composeLetter(tx, ann, draft([demand]), now));
  const failing = act(db, ann, now, async (tx) => {
    await composeLetter(tx, ann, draft([demand]), now);
    throw new Error("a fault");
  });
  await expect(failing).rejects.toThrow("a fault");
  expect(await db.selectFrom("letter").select("id").execute()).toHaveLength(1);
  const { entries } = await listAudit(db);
  expect(entries).toMatchObject([
    { organiser_id: ann, action: "letter.write", after: { perHour: 60 } },
    { organiser_id: null, action: "organiser.add", after: "owner" },
  ]);
});

test("what was before and after reads as lines", () => {
  expect(linesOf({ perHour: 60, audience: { to: "all" }, demandIds: [1, 2] })).toEqual([
    "perHour: 60",
    "audience: to: all",
    "demandIds: 1, 2",
  ]);
  expect(linesOf("approved")).toEqual(["approved"]);
  expect(linesOf(null)).toEqual([]);
  const names = Array.from({ length: 23 }, (_, index) => `Member ${index + 1}`);
  expect(linesOf({ "Members added": { number: 2, names: ["Ann (A)", "Ben (B)"] } })).toEqual([
    "Members added: 2 (Ann (A); Ben (B))",
  ]);
  expect(linesOf({ "Members added": { number: 23, names } })).toEqual([
    `Members added: 23 (${names.slice(0, 20).join("; ")}; … and 3 more)`,
  ]);
});

test("what only a uuid names is called by when it was made", () => {
  const id = uuidv7(new Date("2026-05-03T09:20:00Z"));
  expect(auditSentence("organiser.invite", `invitation ${id}`)).toBe(
    "Invited somebody: the invitation of 3 May 2026 at 10:20",
  );
  expect(auditSentence("mail.send-again", `batch ${id}`)).toBe(
    "Sent the emails of the batch of 3 May 2026 at 10:20 again",
  );
  expect(namedByTime(`subject: ${id}`)).toBe("subject: made on 3 May 2026 at 10:20");
  expect(namedByTime("letter 3")).toBe("letter 3");
});

test("the audit log cannot be changed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  await expect(db.deleteFrom("audit").execute()).rejects.toThrow("append-only");
});

test("an organiser’s address wins until it is taken away, and the change is on record", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const ann = await organiser(db);
  let saw = addressVersion(undefined);
  const set = async (address?: string) => {
    await act(db, ann, now, (tx) => setMemberAddress(tx, 1, address, saw, now));
    saw = addressVersion(address);
  };
  await set("office@example.org");
  expect((await listAddresses(db)).get(1)?.email).toBe("office@example.org");
  await set("desk@example.org");
  await set();
  expect((await listAddresses(db)).get(1)?.email).toBe("m1@example.org");
  const { entries } = await listAudit(db);
  expect(entries.slice(0, 3).map(({ before, after }) => [before, after])).toEqual([
    ["desk@example.org", null],
    ["office@example.org", "desk@example.org"],
    [null, "office@example.org"],
  ]);
});

test("a stance is kept for each demand, and the newest word stands", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const id = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  const asked = [{ id, slug: "troops" }];
  let saw = stanceVersion(undefined);
  const record = async (fields: Record<string, string>) => {
    const read = readStance(new URLSearchParams({ demand: "troops", ...fields }), asked, now);
    if ("problems" in read) throw new Error(Object.values(read.problems).join());
    await act(db, ann, now, (tx) => recordStance(tx, 1, read.demand, read.stated, saw));
    saw = stanceVersion(read.stated);
  };
  await record({ stance: "no-answer", date: "2026-03-01" });
  const source = "https://example.org/speech";
  await record({ stance: "partly", quote: "Up to a point.", source, date: "2026-03-03" });
  expect(await listStancesByDemand(db, 1)).toEqual([
    {
      id,
      slug: "troops",
      title: "Troops out",
      stance: "partly",
      quote: "Up to a point.",
      source,
      statedOn: "2026-03-03",
    },
  ]);
  const { entries } = await listAudit(db);
  expect(entries[0]).toMatchObject({
    before: { stance: "no-answer" },
    after: { stance: "partly" },
  });
});

test("a stance needs a source, and a day that has come", () => {
  const problems = (fields: Record<string, string>) => {
    const read = readStance(new URLSearchParams(fields), [{ slug: "troops" }], now);
    return "problems" in read ? Object.keys(read.problems) : [];
  };
  const good = { demand: "troops", stance: "supports", source: "a letter", date: "2026-03-04" };
  expect(problems(good)).toEqual([]);
  expect(problems({ ...good, demand: "" })).toEqual(["demand"]);
  expect(problems({ ...good, source: "" })).toEqual(["source"]);
  expect(problems({ ...good, date: "2026-03-05" })).toEqual(["date"]);
  expect(problems({ ...good, date: "2026-02-30" })).toEqual(["date"]);
  expect(problems({ ...good, stance: "loves" })).toEqual(["stance"]);
  for (const source of ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "ftp://a.b/c"])
    expect(problems({ ...good, source })).toEqual(["source"]);
  for (const source of ["https://example.org/a?b", "Hansard: 3 May, column 12"])
    expect(problems({ ...good, source })).toEqual([]);
  expect(isWebAddress("https://example.org/a")).toBe(true);
  expect(isWebAddress("see https://example.org")).toBe(false);
  expect(problems({ ...good, quote: "a\0b" })).toEqual(["quote"]);
});

test("the overview tells of halted mail, tasks, the queue and the last day’s signatures", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await seedDemand(db, "troops", "Troops out", 7, []);
  await db
    .insertInto("tally_hour")
    .values([
      { demand_id: id, hour: later(-3600), signature_count: 3 },
      { demand_id: id, hour: later(-25 * 3600), signature_count: 4 },
    ])
    .execute();
  const bounces = { kind: "bounces", data: { bounced: 13, of: 500 } } as const;
  await raiseTask(db, { ...bounces, subject: "2026-03-04" }, now);
  await raiseTask(db, { ...bounces, subject: "2026-03-04" }, now);
  const refused = { code: "resend-refused", problem: "The key is wrong." } as const;
  await pauseMail(db, "resend", { halt: refused }, now, now);
  const overview = await getOverview(db, "resend", now);
  expect(overview).toMatchObject({
    tasks: [{ facts: bounces }],
    pause: { reason: refused, until: undefined },
    queue: { length: 0, oldest: null },
    demands: [{ title: "Troops out", count: 7, day: 3 }],
    lettersStopped: false,
  });
  const ann = await organiser(db);
  const { id: task, version } = overview.tasks[0]!;
  const finish = () => act(db, ann, now, (tx) => finishTask(tx, task, version, now));
  expect(await finish()).toMatchObject({ said: "task-done" });
  expect(await finish()).toMatchObject({ said: "task-gone" });
  expect((await getOverview(db, "mailbox", now)).tasks).toEqual([]);
});
