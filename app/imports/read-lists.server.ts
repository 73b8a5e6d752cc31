/** Reads files of members, of constituencies and of sitting dates, and says where fitting ones are to be had. */
import { type ListedSeat, seatColumnNames, seatRow } from "../members/member.ts";
import { sittingColumnNames, sittingRow } from "../members/sitting-row.ts";
import { areaColumnNames, areaRow } from "../places/area.ts";
import { readCsv } from "./read-csv.server.ts";

const whereAreas =
  "The codes, names and regions of constituencies are in the ONS's lookups (geoportal.statistics.gov.uk) and the House of Commons Library's results of 2024.";

const whereMembers =
  "A fitting file is mp_lookup.csv of dfe-analytical-services/mp-lookup on GitHub, the public list of the Department for Education (Open Parliament Licence); --from-api needs none.";

const whereSittings =
  "The dates of recesses are on parliament.uk, under “Recess dates”; write a line for each, with the day on which it begins and the last day before the House returns.";

/** @returns the rows, or why the file cannot be read */
export const readAreasFile = (file: string) =>
  readCsv(file, areaRow, { names: areaColumnNames, source: whereAreas });

/** @returns the rows, or why the file cannot be read */
export const readSittingsFile = (file: string) =>
  readCsv(file, sittingRow, { names: sittingColumnNames, source: whereSittings });

/** @returns the seats, each with its line, or why the file cannot be read */
export async function readMembersFile(file: string) {
  const reading = await readCsv(file, seatRow, { names: seatColumnNames, source: whereMembers });
  if (reading.kind === "unreadable") return reading;
  const seats: ListedSeat[] = reading.rows.map((seat, index) => ({
    ...seat,
    line: reading.lines[index]!,
  }));
  return { ...reading, seats };
}
