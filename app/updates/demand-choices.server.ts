/** The demands that an update can be about. */
import type { Db } from "#db/connection.ts";

import { listDemandsById } from "../demands/get-demand.server.ts";
import type { DemandChoices } from "./update-form.ts";

/** Those that are public, by their English titles. */
export async function listDemandChoices(db: Db): Promise<DemandChoices> {
  const ids = await db
    .selectFrom("demand")
    .select("id")
    .where("state", "in", ["open", "closed"])
    .execute();
  const demands = await listDemandsById(
    db,
    ids.map(({ id }) => id),
    "en",
  );
  return demands.map(({ id, slug, title }) => ({ id, slug, title }));
}
