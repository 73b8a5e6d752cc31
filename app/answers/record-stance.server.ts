/** Records what a member answered to a demand. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lockMember } from "../members/contacts.server.ts";
import type { Deed } from "../words/deed.ts";
import type { Stated } from "./stance.ts";
import { stanceVersion } from "./stance-version.server.ts";

/**
 * What a member says of a demand; the newest word replaces the one before. `stance-stale`: another
 * organiser has recorded one since.
 * @param saw the version of the one that the organiser saw (`stanceVersion`)
 */
export async function recordStance(
  tx: Transaction<Database>,
  memberId: number,
  demand: { id: number; slug: string },
  stated: Stated,
  saw: string | undefined,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const before = await tx
    .selectFrom("stance")
    .select(["stance", "quote", "source", "stated_on as statedOn"])
    .where("member_id", "=", memberId)
    .where("demand_id", "=", demand.id)
    .executeTakeFirst();
  const stored = stanceVersion(before);
  if (stored === stanceVersion(stated)) return { said: "stance-recorded" };
  if (stored !== saw) return { said: "stance-stale" };
  const { stance, quote, source, statedOn: stated_on } = stated;
  const said = { stance, quote, source, stated_on };
  await tx
    .insertInto("stance")
    .values({ member_id: memberId, demand_id: demand.id, ...said })
    .onConflict((conflict) => conflict.columns(["member_id", "demand_id"]).doUpdateSet(said))
    .execute();
  const changed = {
    action: "member.stance",
    subject: `member ${memberId}, ${demand.slug}`,
    before: before ?? null,
    after: { ...stated },
  };
  return { said: "stance-recorded", changed };
}
