import fs from "node:fs";
import path from "node:path";

import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

import { importAreas } from "#app/imports/import-areas.server.ts";
import { importMembers } from "#app/imports/import-members.server.ts";
import { readCsv } from "#app/imports/read-csv.server.ts";
import { seatColumnNames, seatRow } from "#app/members/member.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { forGood } from "./support/imports.ts";

/** A folder of every revision of the public list, `001-2025-07-16.csv` and on; docs/operations.md makes one. */
const folder = process.env["MEMBER_LISTS"] ?? "";
const seatFile = { names: seatColumnNames, source: "Ask the Department." };

type Row = Record<string, string>;

const rowsOf = (file: string): Row[] =>
  parse(fs.readFileSync(path.join(folder, file)), { columns: true, bom: true, trim: true });

/** What the lists say, worked out from them alone: who sat where from when until when, and their data. */
function historian() {
  const memberships: { member: number; seat: string; from: string; until: string | null }[] = [];
  const members = new Map<number, { name: string; title: string; party: string }>();
  const addresses = new Map<number, { email: string; stale: boolean }>();
  const plain = (text: string) => text.replace(/\s+/g, " ").trim();
  return {
    memberships,
    members,
    addresses,
    read(rows: readonly Row[], day: string) {
      const seated = new Map(
        rows.flatMap((row) =>
          /^\d+$/.test(row.member_id!) ? [[row.pcon_code!, Number(row.member_id)]] : [],
        ),
      );
      const listed = new Set(rows.map((row) => row.pcon_code));
      for (const one of memberships) {
        if (one.until !== null || !listed.has(one.seat) || seated.get(one.seat) === one.member)
          continue;
        one.until = day;
        const address = addresses.get(one.member);
        if (address) address.stale = true;
      }
      for (const [seat, member] of seated)
        if (!memberships.some((one) => one.until === null && one.member === member))
          memberships.push({ member, seat, from: day, until: null });
      for (const row of rows) {
        const id = Number(row.member_id);
        if (Number.isNaN(id)) continue;
        members.set(id, {
          name: plain(row.display_as!),
          title: plain(row.full_title!),
          party: plain(row.party_text!),
        });
        const email = /[^\s/;,<>]+@[^\s/;,<>]+/.exec(row.member_email!)?.[0].toLowerCase();
        const known = addresses.get(id);
        if (email !== undefined) addresses.set(id, { email, stale: false });
        else if (known) known.stale = true;
      }
    },
  };
}

async function stored(db: Db) {
  const memberships = await db
    .selectFrom("membership")
    .select(["member_id as member", "area_code as seat"])
    .select(["started_on as from", "ended_on as until"])
    .execute();
  const members = await db.selectFrom("member").selectAll().execute();
  const contacts = await db.selectFrom("member_contact").selectAll().execute();
  return {
    memberships: inOrder(memberships),
    members: new Map(
      members.map(({ id, name, full_title, party }) => [id, { name, title: full_title, party }]),
    ),
    addresses: new Map(
      contacts.map(({ member_id, email, stale }) => [
        member_id,
        { email: email.toLowerCase(), stale },
      ]),
    ),
  };
}

const inOrder = <One extends { member: number; seat: string; from: string }>(list: One[]) =>
  list.toSorted((a, b) =>
    `${a.seat} ${a.from} ${a.member}`.localeCompare(`${b.seat} ${b.from} ${b.member}`),
  );

const files =
  folder === ""
    ? []
    : fs
        .readdirSync(folder)
        .filter((name) => /^\d+-\d{4}-\d\d-\d\d\.csv$/.test(name))
        .toSorted();

test.skipIf(files.length === 0)(
  "every revision of the public list, in order, leaves who sat where and when (needs MEMBER_LISTS)",
  { timeout: 600_000 },
  async () => {
    await using database = await freshDatabase();
    const { db } = database;
    const areas = rowsOf(files.at(-1)!).map((row) => ({
      code: row.pcon_code!,
      name: row.pcon_name!,
      region_code: row.region_code!,
      region: row.region_name!,
      country: row.country_name!,
    }));
    expect(await importAreas(db, areas, forGood)).toMatchObject({ added: 650 });
    const history = historian();
    const taken: string[] = [];
    for (const file of files) {
      const rows = rowsOf(file);
      const day = /\d{4}-\d\d-\d\d/.exec(file)![0];
      const reading = await readCsv(path.join(folder, file), seatRow, seatFile);
      if (!("member_id" in rows[0]!)) {
        expect(reading, file).toMatchObject({
          kind: "unreadable",
          problems: expect.arrayContaining([
            expect.stringMatching(/lacks the columns member_id, member_email\.$/),
          ]) as unknown,
        });
        continue;
      }
      if (reading.kind === "unreadable") throw new Error(`${file}: ${reading.problems.join(" ")}`);
      const seats = reading.rows.map((seat, index) => ({ ...seat, line: reading.lines[index]! }));
      const now = new Date(`${day}T12:00:00Z`);
      const take = (how = forGood) => importMembers(db, seats, "file", how, now);
      let how = forGood;
      if (rows.length < 650) {
        expect(await take(), file).toMatchObject({
          problems: [expect.stringMatching(/^107 seats are not in the file: .* and 87 more\./)],
        });
        how = { ...forGood, partOf: ["England"] };
      }
      expect(await take(how), file).toMatchObject({ kind: "imported" });
      history.read(rows, day);
      expect(await stored(db), file).toEqual({
        memberships: inOrder(history.memberships),
        members: history.members,
        addresses: history.addresses,
      });
      const again = await take(how);
      if (again.kind === "refused") throw new Error(`${file}: ${again.problems.join(" ")}`);
      const did = again.report.filter(({ what, number }) => number > 0 && !what.startsWith("Kept"));
      expect(did, file).toEqual([]);
      taken.push(file);
    }
    expect(taken.length).toBeGreaterThan(0);
  },
);
