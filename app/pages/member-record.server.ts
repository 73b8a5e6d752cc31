/** What the public can see of a member's letters and answers. */
import type { RequestContext } from "../context.server.ts";
import { listAnswers } from "../answers/list-stances.server.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listMemberLetters } from "../letters/member-letters.server.ts";

export async function readMemberRecord(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  memberId: number,
) {
  const [letters, answers, demands] = await Promise.all([
    listMemberLetters(db, memberId),
    listAnswers(db, memberId),
    listDemands(db, locale),
  ]);
  return {
    letters: letters.map(({ letterId, areaCode, subject, countedAt, rehearsal, delivery }) => {
      return { letterId, areaCode, subject, countedAt, rehearsal, delivery };
    }),
    answers: demands.flatMap(({ id, slug, title, lang }) => {
      const [standing, ...earlier] = answers.filter(({ demandId }) => demandId === id);
      return standing ? [{ slug, title, lang, standing, earlier }] : [];
    }),
  };
}
