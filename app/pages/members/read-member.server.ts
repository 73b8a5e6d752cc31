/** One member as organisers see them: where letters go, what there was, what was answered, who changed what. */
import type { RequestContext } from "../../context.server.ts";
import { listAnswers, listStancesByDemand } from "../../answers/list-stances.server.ts";
import { stanceVersions } from "../../answers/stance-version.server.ts";
import { getCadence } from "../../letters/cadence/get-cadence.server.ts";
import { listMemberLetters } from "../../letters/member-letters.server.ts";
import { addressVersion } from "../../members/contacts.server.ts";
import { doNotWriteVersion, getDoNotWrite } from "../../members/do-not-write.server.ts";
import { ownAddress } from "../../members/member.ts";
import { listBranches } from "../../members/parties.server.ts";
import { parentOf } from "../../members/parties.ts";
import { listSeatsHeld } from "../../members/seats-held.server.ts";
import { linesOf } from "../../organisers/audit-lines.ts";
import { listRecordsOf } from "../../organisers/audit.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { cadenceWords } from "../../words/organise/members.ts";
import { takesOwnWords } from "../../write/route.server.ts";
import { requireMember } from "../require-member.server.ts";
import { isAnsweredSince } from "./sitting.ts";

/** What the member's office does by its link, without an organiser. */
const byOffice = /^member\.(?:cadence|own-words-(?:on|off))$/;

/** @throws the 404 page @param id as it stands in the path */
export async function readMember(
  context: Pick<RequestContext, "db" | "keys">,
  id: string | undefined,
) {
  const { db, keys } = context;
  const member = await requireMember(context, id);
  const memberId = member.id;
  const [demands, branches, letters, answers, seats, records, kept, addresses, often, takesOwn] =
    await Promise.all([
      listStancesByDemand(db, memberId),
      listBranches(db),
      listMemberLetters(db, memberId),
      listAnswers(db, memberId),
      listSeatsHeld(db, memberId),
      listRecordsOf(db, `member ${memberId}`),
      getDoNotWrite(db, memberId),
      listOrganiserAddresses(db, keys),
      getCadence(db, memberId),
      takesOwnWords(db, memberId),
    ]);
  const nameOf = (id: number | null) => (id === null ? undefined : addresses.get(id)) ?? "—";
  return {
    member,
    parent: parentOf(branches, member.party),
    demands: demands.map(({ id, slug, title }) => ({
      ...{ slug, title },
      answers: answers.filter(({ demandId }) => demandId === id),
    })),
    versions: {
      address: addressVersion(ownAddress(member.contacts)),
      stances: stanceVersions(demands),
      doNotWrite: doNotWriteVersion(kept),
    },
    seats,
    letters: letters.map(
      ({ letterId, subject, countedAt, rehearsal, state, problem, demandIds }) => ({
        ...{ letterId, subject, countedAt, rehearsal, state, problem },
        isAnswered: !rehearsal && isAnsweredSince({ countedAt, demandIds }, answers),
      }),
    ),
    takesOwnWords: takesOwn,
    doNotWrite: kept && {
      ...{ reason: kept.reason, askedOn: kept.askedOn, setAt: kept.setAt },
      who: nameOf(kept.setBy),
    },
    often,
    changes: records.map(({ organiser_id, before, after, ...record }) => ({
      ...record,
      who:
        organiser_id === null && byOffice.test(record.action)
          ? cadenceWords.byMember
          : organiser_id === null
            ? "command line"
            : nameOf(organiser_id),
      before: linesOf(before),
      after: linesOf(after),
    })),
  };
}
