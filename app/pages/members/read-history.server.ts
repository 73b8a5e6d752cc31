/** What there was with a member, for organisers: letters, seats, and what was changed by whom. */
import type { RequestContext } from "../../context.server.ts";
import { listAnswers } from "../../answers/list-stances.server.ts";
import { listMemberLetters } from "../../letters/member-letters.server.ts";
import { getDoNotWrite } from "../../members/do-not-write.server.ts";
import { listSeatsHeld } from "../../members/seats-held.server.ts";
import { linesOf } from "../../organisers/audit-lines.ts";
import { listRecordsOf } from "../../organisers/audit.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { isAnsweredSince } from "./sitting.ts";

export async function readMemberHistory(
  { db, keys }: Pick<RequestContext, "db" | "keys">,
  memberId: number,
) {
  const [letters, answers, seats, records, kept, addresses] = await Promise.all([
    listMemberLetters(db, memberId),
    listAnswers(db, memberId),
    listSeatsHeld(db, memberId),
    listRecordsOf(db, `member ${memberId}`),
    getDoNotWrite(db, memberId),
    listOrganiserAddresses(db, keys),
  ]);
  const nameOf = (id: number | null) => (id === null ? undefined : addresses.get(id)) ?? "—";
  return {
    answers,
    seats,
    letters: letters.map(
      ({ letterId, subject, countedAt, rehearsal, state, problem, demandIds }) => ({
        ...{ letterId, subject, countedAt, rehearsal, state, problem },
        isAnswered: !rehearsal && isAnsweredSince({ countedAt, demandIds }, answers),
      }),
    ),
    doNotWrite: kept && {
      ...{ reason: kept.reason, askedOn: kept.askedOn, setAt: kept.setAt },
      who: nameOf(kept.setBy),
    },
    changes: records.map(({ organiser_id, before, after, ...record }) => ({
      ...record,
      who: organiser_id === null ? "command line" : nameOf(organiser_id),
      before: linesOf(before),
      after: linesOf(after),
    })),
  };
}
