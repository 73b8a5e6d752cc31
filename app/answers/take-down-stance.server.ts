/** Takes an answer that an organiser wrote down off the site; the audit log keeps that there was one. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { lockMember } from "../members/contacts.server.ts";
import type { Deed } from "../words/deed.ts";
import { listAnswers } from "./list-stances.server.ts";
import { answerVersion } from "./stance-version.server.ts";

/**
 * Of the member's other answers to the demand the one with the latest date stands then.
 * @param saw the version of the answer as the organiser saw it (`answerVersion`)
 */
export async function takeDownStance(
  tx: Transaction<Database>,
  memberId: number,
  answerId: number,
  demand: { slug: string },
  reason: string,
  saw: string | undefined,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const answer = (await listAnswers(tx, memberId)).find(({ id }) => id === answerId);
  if (!answer || answer.givenId !== null) return { said: "stance-gone" };
  if (answerVersion(answer) !== saw) return { said: "stance-stale" };
  await tx.deleteFrom("stance").where("id", "=", answerId).execute();
  const { stance, statedOn, source } = answer;
  const changed = {
    action: "answer.take-down",
    subject: `member ${memberId}, ${demand.slug}`,
    before: { stance, statedOn, source },
    after: { reason },
  };
  return { said: "answer-taken-down", changed };
}
