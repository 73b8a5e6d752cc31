/** Records what a member answered to a demand. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import type { Stated } from "./stance.ts";

/** What a member says of a demand; the newest word replaces the one before. */
export async function recordStance(
  tx: Transaction<Database>,
  memberId: number,
  demand: { id: number; slug: string },
  { stance, quote, source, statedOn }: Stated,
): Promise<Deed> {
  const key = { member_id: memberId, demand_id: demand.id };
  const before = await tx
    .selectFrom("stance")
    .select(["stance", "quote", "source", "stated_on as statedOn"])
    .where("member_id", "=", memberId)
    .where("demand_id", "=", demand.id)
    .forUpdate()
    .executeTakeFirst();
  const said = { stance, quote, source, stated_on: statedOn };
  await tx
    .insertInto("stance")
    .values({ ...key, ...said })
    .onConflict((conflict) => conflict.columns(["member_id", "demand_id"]).doUpdateSet(said))
    .execute();
  const changed = {
    action: "member.stance",
    subject: `member ${memberId}, ${demand.slug}`,
    before: before ?? null,
    after: { stance, quote, source, statedOn },
  };
  return { said: "stance-recorded", changed };
}
