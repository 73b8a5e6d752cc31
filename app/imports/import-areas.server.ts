/** Imports the constituencies of the House of Commons: added and changed, never deleted. */
import type { Db } from "#db/connection.ts";

import { type AreaRow, commons, fewestSeats } from "../places/area.ts";
import { doubtsAboutAreas } from "./doubts/doubtful-areas.ts";
import { some } from "./some.ts";
import { duplicates, type How, inTrialOrForGood } from "./trial.server.ts";
import { type AreasImported, writeAreas } from "./write-areas.server.ts";

interface Refused {
  kind: "refused";
  problems: string[];
  /** Whether `force` takes it. */
  forcible: boolean;
}

export type AreasOutcome = AreasImported | Refused;

/**
 * Makes the stored areas equal to the rows, in one transaction; the same rows again write nothing,
 * and a column that no row has stays as it is.
 * @param how `force` takes what is doubtful
 * @returns the numbers, or why nothing was imported
 */
export async function importAreas(
  db: Db,
  rows: readonly AreaRow[],
  how: How,
): Promise<AreasOutcome> {
  const broken = [
    ...duplicates(
      "The code",
      rows.map((row) => row.code),
    ),
    ...duplicates(
      "The parliament_id",
      rows.flatMap((row) => row.parliament_id ?? []),
    ),
  ];
  if (broken.length > 0) return { kind: "refused", problems: broken, forcible: false };

  return inTrialOrForGood<AreasOutcome>(db, how, async (trx) => {
    await trx
      .insertInto("legislature")
      .values(commons)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    // one import at a time: the row is locked until the end
    const legislature = await trx
      .selectFrom("legislature")
      .select("seats")
      .where("id", "=", commons.id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const stored = await trx
      .selectFrom("area")
      .selectAll()
      .where("legislature_id", "=", commons.id)
      .orderBy("name")
      .execute();
    const doubts = [
      ...(rows.length < fewestSeats
        ? [`The file has ${some(rows.length, "seat", "seats")}, fewer than ${fewestSeats}.`]
        : []),
      ...doubtsAboutAreas(rows, stored, legislature.seats),
    ];
    if (doubts.length > 0 && !how.force)
      return { kind: "refused", problems: doubts, forcible: true };
    return writeAreas(trx, rows, stored);
  });
}
