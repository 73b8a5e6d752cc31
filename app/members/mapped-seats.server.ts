/** What the map shows: every constituency with a cell and an electorate, and its share of the electorate. */
import type { Db } from "#db/connection.ts";

import { shareOf, shown } from "../places/shown.ts";
import { listSeats } from "./seats.server.ts";

export async function listMappedSeats(db: Db) {
  const seats = await listSeats(db);
  return seats.flatMap(({ code, area: name, region, hexQ: q, hexR: r, most, electorate }) =>
    q === null || r === null || electorate === null
      ? []
      : [{ code, name, region, q, r, share: shareOf(shown(most), electorate) }],
  );
}
