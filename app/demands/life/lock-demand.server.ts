/** Holds a demand while its life or its timeline is changed. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { type DemandLife, getDemandLife } from "./get-life.server.ts";

/**
 * As confirming locks it, so that neither waits for the other in a circle.
 * @throws where there is no such demand
 */
export async function lockDemand(tx: Transaction<Database>, id: number): Promise<DemandLife> {
  await tx
    .selectFrom("demand")
    .select("id")
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const life = await getDemandLife(tx, id);
  if (!life) throw new Error("demands are never deleted");
  return life;
}
