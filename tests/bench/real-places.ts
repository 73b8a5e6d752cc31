/** Real seats, their members and how a petition’s signatures spread over them, read from beside the checkout; and invented ones where nothing lies there. */
import fs from "node:fs";

import { importAreas } from "#app/imports/import-areas.server.ts";
import { importMembers } from "#app/imports/import-members.server.ts";
import { readCsv } from "#app/imports/read-csv.server.ts";
import { seatColumnNames, seatRow } from "#app/members/member.ts";
import { areaColumnNames, areaRow } from "#app/places/area.ts";
import type { Db } from "#db/connection.ts";

import { forced, listed, seats } from "../support/imports.ts";

const BESIDE = "../shared";
export const AREAS = `${BESIDE}/data/constituencies-2024.csv`;
export const MEMBERS = `${BESIDE}/data/members-2026-06-27.csv`;
const PETITION = `${BESIDE}/reference/petition-700143.json`;

/** Whether there are real seats to be had. */
export const areSeatsThere = (): boolean => [AREAS, MEMBERS].every((file) => fs.existsSync(file));

/**
 * The constituencies and who holds them. Nobody's own address comes along: each gets one at a domain that
 * does not exist, so that nothing can reach them.
 */
export async function importRealSeats(db: Db, now: Date): Promise<void> {
  const areas = await readCsv(AREAS, areaRow, { names: areaColumnNames, source: "" });
  if (areas.kind === "unreadable") throw new Error(areas.problems.join("; "));
  await importAreas(db, areas.rows, forced);
  const members = await readCsv(MEMBERS, seatRow, { names: seatColumnNames, source: "" });
  if (members.kind === "unreadable") throw new Error(members.problems.join("; "));
  const seats = members.rows.map(({ area, holder }) => ({
    area,
    holder: holder && { ...holder, email: holder.email && `member-${holder.id}@example.org` },
  }));
  const outcome = await importMembers(db, seats, "file", forced, now);
  if (outcome.kind !== "imported") throw new Error("the members were not imported");
}

/** As many seats, and a member of one of two parties in each. */
export async function importInventedSeats(db: Db, now: Date): Promise<void> {
  await importAreas(db, seats(650), forced);
  const members = listed().map(({ holder, ...seat }, index) => ({
    ...seat,
    holder: holder && { ...holder, party: index % 3 === 0 ? "Conservative" : "Labour" },
  }));
  await importMembers(db, members, "file", forced, now);
}

/** @returns by the code of a constituency its signatures; undefined where the petition is not there */
export function readSpread(): Map<string, number> | undefined {
  if (!fs.existsSync(PETITION)) return undefined;
  const petition = JSON.parse(fs.readFileSync(PETITION, "utf8")) as {
    data: {
      attributes: {
        signatures_by_constituency: { ons_code: string; signature_count: number }[];
      };
    };
  };
  const counts = petition.data.attributes.signatures_by_constituency;
  return new Map(counts.map(({ ons_code, signature_count }) => [ons_code, signature_count]));
}
