/** Compares the freshly copied table of postcodes with the one in use. */
import type pg from "pg";

import { type Examples, whichDoubts } from "../doubts/doubtful-postcodes.ts";
import type { Move, PostcodeChanges } from "./changes.ts";
import { showPostcode } from "../../places/postcode.ts";

/** @returns how many postcodes go from which constituency to which, those that stay too */
export async function listMoves(client: pg.PoolClient): Promise<Move[]> {
  const { rows } = await client.query<Move>(`
    select old.area_code as old, new.area_code as new, count(*) as number
    from postcode as old full join postcode_new as new using (code)
    group by old.area_code, new.area_code`);
  return rows;
}

/** @returns the names of all areas by their codes */
export async function namesOfAreas(client: pg.PoolClient): Promise<Map<string, string>> {
  const { rows } = await client.query<{ code: string; name: string }>(
    "select code, name from area order by name",
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** @returns three postcodes for each doubt that there is, none for the others */
export async function listExamples(
  client: pg.PoolClient,
  changes: PostcodeChanges,
): Promise<Examples> {
  const doubts = whichDoubts(changes);
  const three = async (wanted: boolean, condition: string, values: unknown[] = []) => {
    if (!wanted) return [];
    const { rows } = await client.query<{ code: string }>(
      `select code from postcode as old full join postcode_new as new using (code)
       where ${condition} order by code limit 3`,
      values,
    );
    return rows.map(({ code }) => showPostcode(code));
  };
  return {
    gone: await three(doubts.gone, "new.code is null"),
    moved: await three(doubts.moved, "old.area_code <> new.area_code"),
    unknown: await three(doubts.unknown, "new.area_code = any($1)", [changes.unknownCodes]),
  };
}
