/** Keeps what a demand says on paper. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { lockDemand } from "../writing/kept.server.ts";
import { getPaper, paperVersion } from "./get-paper.server.ts";
import type { PaperWords } from "./petition.ts";

/**
 * @param words that break no rule (`faultsOf`)
 * @param saw the version that the form was made from (`paperVersion`)
 */
export async function savePaper(
  tx: Transaction<Database>,
  demandId: number,
  { declares, requests }: PaperWords,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  await lockDemand(tx, demandId);
  const before = await getPaper(tx, demandId);
  const after = { declares, requests };
  const said = requests === "" ? "paper-removed" : "paper-kept";
  if (paperVersion(before) === paperVersion(after)) return { said };
  if (paperVersion(before) !== saw) return { said: "paper-stale" };
  if (requests === "")
    await tx.deleteFrom("demand_paper").where("demand_id", "=", demandId).execute();
  else
    await tx
      .insertInto("demand_paper")
      .values({ demand_id: demandId, ...after })
      .onConflict((conflict) => conflict.column("demand_id").doUpdateSet(after))
      .execute();
  await tx.updateTable("demand").set({ updated_at: now }).where("id", "=", demandId).execute();
  const changed = {
    action: "demand.paper",
    subject: `demand ${demandId}`,
    ...{ before: { ...before }, after },
  };
  return { said, changed };
}
