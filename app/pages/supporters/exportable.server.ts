/** The demands whose supporters can be taken along, each with how many want to hear more. */
import type { Db } from "#db/connection.ts";

import { listDemandsById } from "../../demands/get-demand.server.ts";
import { countConsenting } from "../../supporters/export/consenting.server.ts";

export async function listExportable(db: Db, now: Date) {
  const counts = await countConsenting(db, now);
  const demands = await listDemandsById(db, [...counts.keys()], "en");
  return demands.map(({ id, slug, title }) => ({ id, slug, title, count: counts.get(id)! }));
}
