import fs from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { importMembers } from "#app/imports/import-members.server.ts";
import { readMembersApi } from "#app/imports/members-api.server.ts";
import { importAreas } from "#app/imports/import-areas.server.ts";
import type { ListedSeat } from "#app/members/member.ts";

import { freshDatabase } from "./support/database.ts";
import { emptyHouse, forced, forGood } from "./support/imports.ts";
import { type StandInMember, startMembersApi } from "./support/members-api-stand-in.ts";

/** As gentle as the real one in all but time. */
const quick = { gap: 0, timeout: 5_000, backoff: 1, tries: 5 };
const noProgress = () => {};
const accept = () => Promise.resolve(undefined);

function members(number: number): StandInMember[] {
  return Array.from({ length: number }, (_, index) => ({
    id: 1001 + index,
    seat: 4001 + index,
    name: `Member ${index}`,
    email: `member-${index}@example.org`,
  }));
}

async function problemOf(reading: ReturnType<typeof readMembersApi>): Promise<string> {
  const result = await reading;
  return result.kind === "refused" ? result.problems.join("\n") : "none";
}

test("sitting members are read page by page, then the contacts of each, two at a time", async () => {
  await using api = await startMembersApi(members(45));
  const progress: string[] = [];
  const reading = await readMembersApi(
    api.url,
    accept,
    (done, total) => progress.push(`${done}/${total}`),
    quick,
  );
  expect(reading.kind === "read" && reading.seats).toHaveLength(45);
  expect(reading.kind === "read" && reading.seats[44]).toEqual({
    area: 4045,
    holder: {
      id: 1045,
      name: "Member 44",
      full_title: "Member 44 MP",
      party: "Labour",
      email: "member-44@example.org",
      started_on: "2024-07-04",
    },
  });
  expect(api.asked.slice(0, 3).toSorted()).toEqual(
    [0, 20, 40].map(
      (skip) => `/api/Members/Search?House=1&IsCurrentMember=true&skip=${skip}&take=20`,
    ),
  );
  expect(api.asked).toHaveLength(3 + 45);
  expect(api.mostAtOnce()).toBeLessThanOrEqual(2);
  expect(progress.at(-1)).toBe("45/45");
});

test("the office in Parliament's address is taken, else another office's, else none", async () => {
  const [first, second, third, fourth] = members(4);
  await using api = await startMembersApi(
    [
      first!,
      { ...second!, email: undefined },
      { ...third!, email: undefined },
      { ...fourth!, email: "not an address" },
    ],
    (asked) => (asked.startsWith("/api/Members/1001/") ? { status: 404 } : undefined),
  );
  const reading = await readMembersApi(api.url, accept, noProgress, quick);
  expect(reading.kind === "read" && reading.seats.map(({ holder }) => holder?.email)).toEqual([
    undefined,
    "office-1002@example.org",
    undefined,
    "office-1004@example.org",
  ]);
});

test("whoever sits elsewhere or no longer is left out", async () => {
  const [first, second, third] = members(3);
  await using api = await startMembersApi([
    first!,
    { ...second!, house: 2 },
    { ...third!, until: "2026-01-01" },
  ]);
  const reading = await readMembersApi(api.url, accept, noProgress, quick);
  expect(reading.kind === "read" && reading.seats.map(({ holder }) => holder?.id)).toEqual([1001]);
});

test("faults that pass are tried again: 5xx, a dropped connection, broken JSON, a short wait", async () => {
  const passing = [
    { status: 503 },
    { status: 200, body: '{"items": [' },
    { status: 429, headers: { "retry-after": "0" } },
    { status: 429, headers: { "retry-after": new Date(0).toUTCString() } },
  ];
  await using api = await startMembersApi(members(21), (_, before) => passing[before]);
  const reading = await readMembersApi(api.url, accept, noProgress, quick);
  expect(reading.kind === "read" && reading.seats).toHaveLength(21);
  expect(api.mostAtOnce()).toBeLessThanOrEqual(2);
});

test("faults that stay refuse everything, and the rest is not asked for", async () => {
  const faults = {
    "it answered 500 to GET /api/Members/1003/Contact, 5 times": { status: 500 },
    "it answered 429 to GET /api/Members/1003/Contact, 5 times": { status: 429 },
    "it answered 503 to GET /api/Members/1003/Contact, 5 times": {
      status: 503,
      headers: { "retry-after": "0" },
    },
    "it answered 403 to GET /api/Members/1003/Contact": { status: 403 },
    "it could not be reached to GET /api/Members/1003/Contact, 5 times": {
      status: 302,
      headers: { location: "/api/Members/1004/Contact" },
    },
    "it asks to wait 16 s before going on": { status: 429, headers: { "retry-after": "16" } },
    "it answered what is no JSON": { status: 200, body: "<html>" },
    "GET /api/Members/1003/Contact came in another shape than expected (value)": {
      status: 200,
      body: '{"value": "none"}',
    },
  };
  for (const [problem, fault] of Object.entries(faults)) {
    await using api = await startMembersApi(members(400), (asked) =>
      asked === "/api/Members/1003/Contact" ? fault : undefined,
    );
    const tries = { ...quick, backoff: 0 };
    expect(await problemOf(readMembersApi(api.url, accept, noProgress, tries))).toContain(problem);
    expect(api.asked.length).toBeLessThan(400);
  }
});

test("a list that is refused is not asked for its contacts", async () => {
  await using api = await startMembersApi(members(45));
  const unfit = {
    kind: "refused" as const,
    problems: ["45 of 45 constituencies are unknown (4001, 4002, 4003, …)."],
    hint: "import-areas" as const,
  };
  const seen: number[] = [];
  const examine = (seats: readonly ListedSeat[]) => {
    seen.push(seats.length);
    return Promise.resolve(unfit);
  };
  expect(await readMembersApi(api.url, examine, noProgress, quick)).toEqual(unfit);
  expect(seen).toEqual([45]);
  expect(api.asked).toHaveLength(3);
});

test("members without a party, and a list without a name, are not made up", async () => {
  await using api = await startMembersApi([{ ...members(1)[0]!, party: null }]);
  const reading = await readMembersApi(api.url, accept, noProgress, quick);
  expect(reading.kind === "read" && reading.seats[0]?.holder?.party).toBeUndefined();
  await using nameless = await startMembersApi([{ ...members(1)[0]!, name: " " }]);
  expect(await problemOf(readMembersApi(nameless.url, accept, noProgress, quick))).toMatch(
    /came in another shape than expected \(items\.0\.value\.nameDisplayAs\)/,
  );
});

test("what no column takes is an answer in another shape, and not ours to mend", async () => {
  const [one] = members(1);
  for (const odd of [
    { name: "Ann\0" },
    { name: "Ann \ud800" },
    { name: "x".repeat(10_000) },
    { party: "\0" },
    { id: 2 ** 31 },
    { id: 1e300 },
    { since: "2024-02-30" },
    { since: "0000-01-01" },
    { since: "2024-13-45" },
  ]) {
    await using api = await startMembersApi([{ ...one!, ...odd }]);
    const problem = await problemOf(readMembersApi(api.url, accept, noProgress, quick));
    expect([odd, problem]).toEqual([
      odd,
      expect.stringContaining("in another shape than expected"),
    ]);
  }
});

test("an answer that does not come, and a host that is not there, are refusals", async () => {
  await using api = await startMembersApi(members(3), () => "silence");
  const hasty = { ...quick, timeout: 30, tries: 2 };
  expect(await problemOf(readMembersApi(api.url, accept, noProgress, hasty))).toMatch(
    /it gave no answer in time to GET .*, 2 times/,
  );
  expect(await problemOf(readMembersApi("http://127.0.0.1:1", accept, noProgress, hasty))).toMatch(
    /it could not be reached/,
  );
});

test("a list that changes or lacks members while it is read is refused", async () => {
  let asked = 0;
  await using changing = await startMembersApi(() => members(50 - asked++));
  expect(await problemOf(readMembersApi(changing.url, accept, noProgress, quick))).toMatch(
    /its list changed while it was read/,
  );
  await using short = await startMembersApi(members(20), () => ({
    status: 200,
    body: '{"items": [], "totalResults": 3}',
  }));
  expect(await problemOf(readMembersApi(short.url, accept, noProgress, quick))).toMatch(
    /it lists 0 of 3 members/,
  );
});

test("what the API tells is imported: vacancies, a by-election, a change of party", async () => {
  await using database = await freshDatabase();
  const areas = Array.from({ length: 650 }, (_, index) => ({
    code: `E${14_001_001 + index}`,
    name: `Seat ${index}`,
    name_cy: null,
    region_code: "E12000008",
    region: "South East",
    country: "England",
    electorate: null,
    parliament_id: 4001 + index,
    hex_q: null,
    hex_r: null,
  }));
  await importAreas(database.db, areas, forGood);

  let listed = members(650);
  await using api = await startMembersApi(() => listed);
  const importApi = async (now: string) => {
    const reading = await readMembersApi(api.url, accept, noProgress, quick);
    if (reading.kind !== "read") throw new Error(reading.problems.join());
    return importMembers(database.db, reading.seats, "api", forGood, new Date(now));
  };
  expect(await importApi("2026-06-01")).toMatchObject({ began: 650, vacant: 0 });
  expect(await importApi("2026-06-02")).toMatchObject({
    members: { unchanged: 650 },
    began: 0,
    ended: 0,
    addresses: { added: 0, changed: 0, stale: 0 },
  });

  listed = [
    { ...members(3)[2]!, party: "Independent" },
    ...members(650).slice(3),
    { id: 9001, seat: 4002, name: "By Election", email: "new@example.org", since: "2026-06-11" },
  ];
  expect(await importApi("2026-06-20")).toMatchObject({
    members: { added: 1, changed: 1, unchanged: 647 },
    began: 1,
    ended: 2,
    vacant: 1,
  });
  const memberships = await database.db
    .selectFrom("membership")
    .selectAll()
    .where("area_code", "in", ["E14001001", "E14001002"])
    .orderBy("area_code")
    .orderBy("started_on")
    .execute();
  expect(memberships).toEqual([
    {
      member_id: 1001,
      area_code: "E14001001",
      started_on: "2024-07-04",
      ended_on: "2026-06-20",
    },
    {
      member_id: 1002,
      area_code: "E14001002",
      started_on: "2024-07-04",
      ended_on: "2026-06-11",
    },
    { member_id: 9001, area_code: "E14001002", started_on: "2026-06-11", ended_on: null },
  ]);
});

test("contacts that are 404, or empty, for everybody leave every address as it is", async () => {
  await using database = await emptyHouse();
  let answer: { status: number; body?: string } | undefined;
  await using api = await startMembersApi(members(650), (asked) =>
    asked.endsWith("/Contact") ? answer : undefined,
  );
  const importApi = async (how = forGood) => {
    const reading = await readMembersApi(api.url, accept, noProgress, quick);
    if (reading.kind !== "read") throw new Error(reading.problems.join());
    return importMembers(database.db, reading.seats, "api", how, new Date("2026-06-01"));
  };
  expect(await importApi()).toMatchObject({ addresses: { added: 650 } });
  for (answer of [{ status: 404 }, { status: 200, body: '{"value": []}' }])
    expect(await importApi()).toMatchObject({
      problems: [expect.stringMatching(/^650 of 650 addresses known so far are not given/)],
      hint: "force",
    });
  const stale = database.db.selectFrom("member_contact").where("stale", "=", true).selectAll();
  expect(await stale.execute()).toEqual([]);
  expect(await importApi(forced)).toMatchObject({ addresses: { stale: 650 } });
});

const reference = path.resolve("../shared/reference");
test.skipIf(!fs.existsSync(reference))(
  "literal answers of the real API are read (needs ../shared/reference)",
  async () => {
    const literal = (name: string) => ({
      status: 200,
      body: fs.readFileSync(path.join(reference, `members-api.${name}.json`), "utf8"),
    });
    await using api = await startMembersApi([], (asked) =>
      literal(asked.includes("/Contact") ? "contact" : "search"),
    );
    expect(await readMembersApi(api.url, accept, noProgress, quick)).toEqual({
      kind: "read",
      seats: [
        {
          area: 4105,
          holder: {
            id: 4514,
            name: "Sir Keir Starmer",
            full_title: "Rt Hon Sir Keir Starmer MP",
            party: "Labour",
            email: "keir.starmer.mp@parliament.uk",
            started_on: "2015-05-07",
          },
        },
      ],
    });
  },
);
