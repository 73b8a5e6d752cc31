/** The part of an import that keeps what the constituencies are. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { type AreaRow, commons } from "../places/area.ts";
import { changesBetween, type ImportReport, type ReportLine } from "./report.ts";
import { successions } from "./successions.ts";

export interface AreasImported {
  kind: "imported";
  report: ImportReport;
  added: number;
  changed: number;
  unchanged: number;
  /** Stored, but not in this file; they are kept as they are. */
  unlisted: number;
}

const fields = {
  name: "name",
  name_cy: "Welsh name",
  region_code: "code of region",
  region: "region",
  country: "country",
  electorate: "electorate",
  parliament_id: "Parliament’s id",
  hex_q: "map column",
  hex_r: "map row",
} as const;

/** Adds and changes; a seat that the rows do not name stays. */
export async function writeAreas(
  trx: Db,
  rows: readonly AreaRow[],
  stored: readonly Row<"area">[],
): Promise<AreasImported> {
  const before = new Map(stored.map((area) => [area.code, area]));
  const codes = new Set(rows.map(({ code }) => code));
  const wanted = rows.map((row) => overlay(before.get(row.code), row));
  const added = wanted.filter(({ code }) => !before.has(code));
  const changes = wanted.flatMap((row) => {
    const old = before.get(row.code);
    const change = old ? changesBetween(old, row, fields).join(", ") : "";
    return change === "" ? [] : [{ row, line: { who: row.name, change } satisfies ReportLine }];
  });

  // numbers of Parliament's are unique, so whoever gives one up lets go before another takes it
  const takenBy = new Map(wanted.map(({ parliament_id, code }) => [parliament_id, code]));
  const givenUp = stored
    .filter(({ parliament_id, code }) => (takenBy.get(parliament_id ?? 0) ?? code) !== code)
    .map(({ code }) => code);
  if (givenUp.length > 0)
    await trx
      .updateTable("area")
      .set({ parliament_id: null })
      .where("code", "in", givenUp)
      .execute();
  const write = [...added, ...changes.map(({ row }) => row)];
  if (write.length > 0)
    await trx
      .insertInto("area")
      .values(write)
      .onConflict((conflict) =>
        conflict.column("code").doUpdateSet((eb) => ({
          legislature_id: eb.ref("excluded.legislature_id"),
          name: eb.ref("excluded.name"),
          name_cy: eb.ref("excluded.name_cy"),
          region_code: eb.ref("excluded.region_code"),
          region: eb.ref("excluded.region"),
          country: eb.ref("excluded.country"),
          electorate: eb.ref("excluded.electorate"),
          parliament_id: eb.ref("excluded.parliament_id"),
          hex_q: eb.ref("excluded.hex_q"),
          hex_r: eb.ref("excluded.hex_r"),
        })),
      )
      .execute();
  const unlisted = stored.filter(({ code }) => !codes.has(code));
  const oldCodes = successions(rows, stored);
  return {
    kind: "imported",
    report: [
      {
        what: "Areas added",
        number: added.length,
        lines: added.map(({ code, name }) => {
          const old = oldCodes.get(code);
          return { who: `${name} ${code}`, ...(old && { change: `in the place of ${old}` }) };
        }),
      },
      { what: "Areas changed", number: changes.length, lines: changes.map(({ line }) => line) },
      {
        what: "Kept though not listed",
        number: unlisted.length,
        lines: unlisted.map(({ code, name }) => ({ who: `${name} ${code}` })),
      },
    ],
    added: added.length,
    changed: changes.length,
    unchanged: rows.length - write.length,
    unlisted: unlisted.length,
  };
}

/** The stored area with what the row says; a column that it does not have says nothing. */
function overlay(old: Row<"area"> | undefined, row: AreaRow): Row<"area"> {
  const { name_cy, electorate, parliament_id, hex_q, hex_r, ...always } = row;
  const kept = <Value>(said: Value | undefined, stands: Value | null | undefined) =>
    said === undefined ? (stands ?? null) : said;
  return {
    ...always,
    legislature_id: commons.id,
    name_cy: kept(name_cy, old?.name_cy),
    electorate: kept(electorate, old?.electorate),
    parliament_id: kept(parliament_id, old?.parliament_id),
    hex_q: kept(hex_q, old?.hex_q),
    hex_r: kept(hex_r, old?.hex_r),
  };
}
