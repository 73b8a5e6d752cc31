/** Imports the constituencies of the House of Commons: added and changed, never deleted. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type AreaRow, commons, fewestSeats } from "../places/area.ts";
import type { ImportReport } from "./report.ts";
import { duplicates, type How, inTrialOrForGood } from "./trial.server.ts";

interface AreasImported {
  kind: "imported";
  report: ImportReport;
  added: number;
  changed: number;
  unchanged: number;
  /** Stored, but not in this file; they are kept as they are. */
  unlisted: string[];
}

type AreasOutcome = AreasImported | { kind: "refused"; problems: string[] };

/**
 * Makes the stored areas equal to the rows, in one transaction; the same rows again write nothing.
 * @param how `force` takes fewer than 600 seats; `dryRun` finds out what would change and leaves it
 * @returns the numbers, or why nothing was imported
 */
export async function importAreas(
  db: Db,
  rows: readonly AreaRow[],
  how: How,
): Promise<AreasOutcome> {
  const problems = [
    ...duplicates(
      "The code",
      rows.map((row) => row.code),
    ),
    ...duplicates(
      "The parliament_id",
      rows.flatMap((row) => row.parliament_id ?? []),
    ),
  ];
  if (problems.length > 0) return { kind: "refused", problems };
  if (rows.length < fewestSeats && !how.force)
    return {
      kind: "refused",
      problems: [`The file has ${rows.length} seats, fewer than ${fewestSeats}.`],
    };

  return inTrialOrForGood<AreasOutcome>(db, how, async (trx) => {
    await trx
      .insertInto("legislature")
      .values(commons)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    const listed = JSON.stringify(rows);
    // a recoded seat takes its predecessor's number, which is unique, so the old one lets go first
    await sql`
      update area set parliament_id = null
      from json_to_recordset(${listed}::json) as new (code text, parliament_id integer)
      where area.legislature_id = ${commons.id}
        and area.parliament_id = new.parliament_id and area.code <> new.code`.execute(trx);
    const written = await sql<{ added: boolean }>`
      insert into area (code, legislature_id, name, name_cy, region_code, region, country,
        electorate, parliament_id, hex_q, hex_r)
      select code, ${commons.id}, name, name_cy, region_code, region, country,
        electorate, parliament_id, hex_q, hex_r
      from json_to_recordset(${listed}::json) as new (code text, name text, name_cy text,
        region_code text, region text, country text, electorate integer, parliament_id integer,
        hex_q integer, hex_r integer)
      order by code
      on conflict (code) do update set
        legislature_id = excluded.legislature_id, name = excluded.name,
        name_cy = excluded.name_cy, region_code = excluded.region_code,
        region = excluded.region, country = excluded.country,
        electorate = excluded.electorate, parliament_id = excluded.parliament_id,
        hex_q = excluded.hex_q, hex_r = excluded.hex_r
      where area is distinct from excluded
      returning xmax = 0 as added`.execute(trx);
    const unlisted = await sql<{ code: string }>`
      select code from area
      where legislature_id = ${commons.id}
        and code not in (select code from json_to_recordset(${listed}::json) as new (code text))
      order by code`.execute(trx);
    const added = written.rows.filter((row) => row.added).length;
    return {
      kind: "imported",
      report: [],
      added,
      changed: written.rows.length - added,
      unchanged: rows.length - written.rows.length,
      unlisted: unlisted.rows.map((row) => row.code),
    };
  });
}
