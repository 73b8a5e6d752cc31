/** The part of an import that keeps when legislatures sit. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import type { ImportReport, ReportLine } from "../report.ts";

type Period = Row<"sitting_period">;

export interface SittingsImported {
  kind: "imported";
  report: ImportReport;
  added: number;
  removed: number;
  unchanged: number;
}

const wholeOf = (one: Period) =>
  [one.legislature_id, one.from_on, one.to_on, one.kind, one.name].join("\n");

const lineOf = ({ legislature_id, from_on, to_on, kind, name }: Period): ReportLine => ({
  who: `${name} (${legislature_id})`,
  change: `${from_on} to ${to_on}, ${kind === "recess" ? "letters wait" : "letters leave"}`,
});

/** @param stored of the legislatures that are wanted: what is not wanted goes */
export async function writeSittings(
  trx: Db,
  wanted: readonly Period[],
  stored: readonly Period[],
): Promise<SittingsImported> {
  const were = new Set(stored.map(wholeOf));
  const are = new Set(wanted.map(wholeOf));
  const added = wanted.filter((one) => !were.has(wholeOf(one)));
  const removed = stored.filter((one) => !are.has(wholeOf(one)));
  for (const { legislature_id, from_on, to_on } of removed)
    await trx
      .deleteFrom("sitting_period")
      .where("legislature_id", "=", legislature_id)
      .where("from_on", "=", from_on)
      .where("to_on", "=", to_on)
      .execute();
  if (added.length > 0) await trx.insertInto("sitting_period").values(added).execute();
  return {
    kind: "imported",
    report: [
      { what: "Periods added", number: added.length, lines: added.map(lineOf) },
      { what: "Periods taken away", number: removed.length, lines: removed.map(lineOf) },
    ],
    added: added.length,
    removed: removed.length,
    unchanged: wanted.length - added.length,
  };
}
