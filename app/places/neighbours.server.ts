/** The constituencies that lie around one on the map, in its own region. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** So many are a line or two. */
const MOST = 8;

/** Nearest first; where the map has no cell for it, the first of its region by name. */
export async function listNeighbours(
  db: Db,
  code: string,
): Promise<{ code: string; name: string }[]> {
  // centres of cells in the odd-r layout, two units apart in a row
  const { rows } = await sql<{ code: string; name: string }>`
    select a.code, a.name
      from area here
      join area a on a.region_code = here.region_code and a.code <> here.code
                 and a.legislature_id = here.legislature_id
     where here.code = ${code}
     order by power(2 * (a.hex_q - here.hex_q) + (a.hex_r & 1) - (here.hex_r & 1), 2)
              + 3 * power(a.hex_r - here.hex_r, 2), a.name
     limit ${MOST}`.execute(db);
  return rows;
}
