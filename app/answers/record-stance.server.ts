/** Records what a member answered to a demand. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lockMember } from "../members/contacts.server.ts";
import type { Deed } from "../words/deed.ts";
import { listAnswers } from "./list-stances.server.ts";
import { type Stated, statedIn } from "./stance.ts";
import { stanceVersion } from "./stance-version.server.ts";

/**
 * One more answer beside those before: the one with the latest date stands. The same one twice is kept
 * once. `stance-stale`: another answer stands than the organiser saw. `stance-earlier`: it is kept, and
 * a later one goes on standing.
 * @param saw the version of the one that stood when the organiser looked (`stanceVersion`)
 */
export async function recordStance(
  tx: Transaction<Database>,
  memberId: number,
  demand: { id: number; slug: string },
  stated: Stated,
  saw: string | undefined,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const answers = (await listAnswers(tx, memberId)).filter((one) => one.demandId === demand.id);
  const standing = answers[0];
  const wished = stanceVersion(stated);
  if (answers.some((one) => stanceVersion(one) === wished)) return { said: "stance-recorded" };
  if (stanceVersion(standing) !== saw) return { said: "stance-stale" };
  const { stance, quote, source, statedOn: stated_on } = stated;
  await tx
    .insertInto("stance")
    .values({ member_id: memberId, demand_id: demand.id, stance, quote, source, stated_on })
    .execute();
  const changed = {
    action: "member.stance",
    subject: `member ${memberId}, ${demand.slug}`,
    before: standing ? { ...statedIn(standing) } : null,
    after: { ...stated },
  };
  const isEarlier = standing !== undefined && stated_on < standing.statedOn;
  return { said: isEarlier ? "stance-earlier" : "stance-recorded", changed };
}
