/** What the public can see of a member's letters and answers. */
import type { RequestContext } from "../context.server.ts";
import { listStances } from "../answers/list-stances.server.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listMemberLetters } from "../letters/member-letters.server.ts";

export async function readMemberRecord(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  memberId: number,
) {
  const [letters, stances, demands] = await Promise.all([
    listMemberLetters(db, memberId),
    listStances(db, [memberId]),
    listDemands(db, locale),
  ]);
  return {
    letters: letters.map(({ letterId, subject, countedAt, delivery }) => {
      return { letterId, subject, countedAt, delivery };
    }),
    stances: stances.flatMap((stance) => {
      const demand = demands.find(({ id }) => id === stance.demandId);
      return demand
        ? [{ ...stance, slug: demand.slug, title: demand.title, lang: demand.lang }]
        : [];
    }),
  };
}
