/** Corrects an answer that was written down wrongly: it stays one answer, and says that it was corrected. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lockMember } from "../members/contacts.server.ts";
import type { Deed } from "../words/deed.ts";
import { listAnswers } from "./list-stances.server.ts";
import { type Stated, statedIn } from "./stance.ts";
import { answerVersion } from "./stance-version.server.ts";

/**
 * The audit log keeps how it read before. `stance-gone`: the member has no such answer. `stance-stale`:
 * another organiser has corrected it since.
 * @param answerId of the answer, of which the demand may be wrong too
 * @param saw the version of the answer as the organiser saw it (`answerVersion`)
 */
export async function correctStance(
  tx: Transaction<Database>,
  memberId: number,
  answerId: number,
  demand: { id: number; slug: string },
  stated: Stated,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const answer = (await listAnswers(tx, memberId)).find(({ id }) => id === answerId);
  // what an office gave is the office's to correct
  if (!answer || answer.givenId !== null) return { said: "stance-gone" };
  const stored = answerVersion(answer);
  if (stored === answerVersion({ ...stated, demandId: demand.id }))
    return { said: "stance-corrected" };
  if (stored !== saw) return { said: "stance-stale" };
  const { stance, quote, source, statedOn: stated_on } = stated;
  await tx
    .updateTable("stance")
    .set({ demand_id: demand.id, stance, quote, source, stated_on, corrected_at: now })
    .where("id", "=", answerId)
    .execute();
  const was = await tx
    .selectFrom("demand")
    .select("slug")
    .where("id", "=", answer.demandId)
    .executeTakeFirstOrThrow();
  const changed = {
    action: "member.stance",
    subject: `member ${memberId}, ${demand.slug}`,
    before: { demand: was.slug, ...statedIn(answer) },
    after: { demand: demand.slug, ...stated },
  };
  return { said: "stance-corrected", changed };
}
