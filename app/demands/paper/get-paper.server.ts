/** What a demand says on paper to the House of Commons. */
import type { Db } from "#db/connection.ts";
import { versionOf } from "#db/version-of.ts";

import type { PaperWords } from "./petition.ts";

/** Empty words where it says nothing. */
export async function getPaper(db: Db, demandId: number): Promise<PaperWords> {
  const paper = await db
    .selectFrom("demand_paper")
    .select(["declares", "requests"])
    .where("demand_id", "=", demandId)
    .executeTakeFirst();
  return paper ?? { declares: "", requests: "" };
}

/** Of what a form was made from. */
export const paperVersion = ({ declares, requests }: PaperWords): string =>
  versionOf({ declares, requests });
