/** What the public can see of a member's letters and answers. */
import type { RequestContext } from "../context.server.ts";
import { listAnswers } from "../answers/list-stances.server.ts";
import type { Demand } from "../demands/demand.ts";
import { askedOf } from "../letters/public/asked.ts";
import { listMemberLetters } from "../letters/member-letters.server.ts";

/** @param demands those that the public sees; of closed ones those stay that were asked or answered */
export async function readMemberRecord(
  { db }: Pick<RequestContext, "db">,
  memberId: number,
  demands: readonly Pick<Demand, "id" | "slug" | "title" | "lang" | "state">[],
) {
  const [letters, answers] = await Promise.all([
    listMemberLetters(db, memberId),
    listAnswers(db, memberId),
  ]);
  return {
    letters: letters.map(({ letterId, areaCode, subject, countedAt, rehearsal, delivery }) => {
      return { letterId, areaCode, subject, countedAt, rehearsal, delivery };
    }),
    lacksAddress: letters.find(({ rehearsal }) => !rehearsal)?.delivery === "no-address",
    stances: demands.flatMap(({ id, slug, title, lang, state }) => {
      const [standing, ...earlier] = answers.filter(({ demandId }) => demandId === id);
      const asked = askedOf(id, letters);
      if (state !== "open" && !standing && !asked.since && !asked.maybeSince) return [];
      return [{ slug, title, lang, standing, earlier, asked }];
    }),
  };
}
