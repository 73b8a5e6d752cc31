/** What the public can see of a member's letters and answers. */
import type { RequestContext } from "../context.server.ts";
import { listAnswers } from "../answers/list-stances.server.ts";
import { listAcknowledged } from "../answers/record/acknowledged.server.ts";
import { standingOf } from "../answers/record/standing.ts";
import { sayingWhatItCorrects } from "../answers/record/corrects.ts";
import type { Demand } from "../demands/demand.ts";
import { askedOf } from "../letters/public/asked.ts";
import { listMemberLetters } from "../letters/member-letters.server.ts";
import { dayOf } from "../words/format.ts";

/** @param demands those that the public sees; of closed ones those stay that were asked or answered */
export async function readMemberRecord(
  { db }: Pick<RequestContext, "db">,
  memberId: number,
  demands: readonly Pick<Demand, "id" | "slug" | "title" | "lang" | "state">[],
) {
  const [letters, answers, acknowledged] = await Promise.all([
    listMemberLetters(db, memberId),
    listAnswers(db, memberId),
    listAcknowledged(db, { memberId }),
  ]);
  return {
    letters: letters.map(({ letterId, areaCode, subject, countedAt, rehearsal, delivery }) => {
      return { letterId, areaCode, subject, countedAt, rehearsal, delivery };
    }),
    lacksAddress: letters.find(({ rehearsal }) => !rehearsal)?.delivery === "no-address",
    stances: demands.flatMap(({ id, slug, title, lang, state }) => {
      const [answer, ...earlier] = sayingWhatItCorrects(
        answers.filter(({ demandId }) => demandId === id),
      );
      const { since, maybeSince, isOnItsWay, lacksAddress } = askedOf(id, letters);
      const sign = acknowledged.find(({ demandId }) => demandId === id)?.on ?? null;
      if (state !== "open" && !answer && !since && !maybeSince && !sign) return [];
      const standing = standingOf({
        ...{ answer: answer ?? null, acknowledgedOn: sign, isOnItsWay, lacksAddress },
        askedOn: since ? dayOf(since) : null,
        maybeAskedOn: maybeSince ? dayOf(maybeSince) : null,
      });
      return [{ slug, title, lang, standing, answer, earlier }];
    }),
  };
}
