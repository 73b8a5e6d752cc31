/** Who gets a letter: the members it is for who sit now, and those who had one lately. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { listAddresses } from "../members/addresses.server.ts";
import { listChoseNever, listDoNotWrite } from "../members/do-not-write.server.ts";
import { isOfParty } from "../members/parties.server.ts";
import { listSampleMembers } from "../members/sample-members.server.ts";
import { listTooSoon } from "./cadence/too-soon.server.ts";
import type { Addressee } from "./copy-facts.server.ts";
import type { LeftOut } from "./copy-life.ts";
import type { Letter } from "./letter.ts";

export interface Recipient extends Addressee {
  name: string;
  party: string;
  constituency: string;
  hasAddress: boolean;
  /** Where letters to the member go; null where no address is known. */
  address: string | null;
  leftOut: LeftOut | null;
  /** They are not written to because they chose so themselves. */
  choseNever: boolean;
}

type Ask = Pick<Letter, "id" | "demandIds" | "audience">;

/**
 * By constituency. A rehearsal writes to members without an address too, and only an earlier
 * letter that went out in earnest, or any one where this is a rehearsal, makes another one too early. The
 * demo's invented members are reached by a rehearsal alone.
 * @param how `everyone` includes those who had a letter lately, though not those whose own choice makes it too soon
 */
export async function listRecipients(
  db: Db,
  letter: Ask,
  how: { rehearsal: boolean; everyone: boolean },
  now: Date,
): Promise<Recipient[]> {
  const { audience, demandIds } = letter;
  let query = db
    .selectFrom("membership")
    .innerJoin("member", "member.id", "membership.member_id")
    .innerJoin("area", "area.code", "membership.area_code")
    .select(["member.id as memberId", "member.name", "member.party"])
    .select(["area.code as areaCode", "area.name as constituency"])
    .where("membership.ended_on", "is", null)
    .orderBy("area.name")
    .orderBy("member.id");
  switch (audience.to) {
    case "all":
      break;
    case "region":
      query = query.where("area.region", "in", audience.regions);
      break;
    case "party":
      query = query.where((eb) =>
        eb.or(audience.parties.map((party) => isOfParty("member.party", party))),
      );
      break;
    case "members":
      query = query.where("member.id", "in", audience.members);
      break;
    case "threshold":
      query = query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom("tally_place")
            .select("tally_place.place")
            .whereRef("tally_place.place", "=", "area.code")
            .where("tally_place.demand_id", "in", demandIds)
            .where("tally_place.signature_count", ">=", audience.threshold),
        ),
      );
      break;
    case "unanswered":
      query = query.where(owesAnAnswer(demandIds));
  }
  const except = audience.except ?? [];
  if (except.length > 0) query = query.where("member.id", "not in", except);
  const [members, leftOut, addresses, askedNot, never, invented, tooSoon] = await Promise.all([
    query.execute(),
    listLeftOut(db, letter.id),
    listAddresses(db),
    listDoNotWrite(db),
    listChoseNever(db),
    listSampleMembers(db),
    listTooSoon(db, letter, how.rehearsal, now),
  ]);
  return members.map((member) => {
    const address = addresses.get(member.memberId)?.email ?? null;
    const hasAddress = address !== null;
    const unreachable = !how.rehearsal && (!hasAddress || invented.has(member.memberId));
    const soon = tooSoon.get(member.memberId) ?? null;
    const lately = how.everyone && soon === "recent" ? null : soon;
    const otherwise = askedNot.has(member.memberId)
      ? "asked-not"
      : unreachable
        ? "no-address"
        : lately;
    return {
      ...member,
      ...{ hasAddress, address },
      choseNever: never.has(member.memberId),
      leftOut: leftOut.has(member.memberId) ? "left-out" : otherwise,
    };
  });
}

/** Who had a letter lately may get this one all the same, for a reason; who has no address, was left out or is not to be written to, may not. */
export const mayGetOne = ({ leftOut }: Recipient): boolean =>
  leftOut === null || leftOut === "recent";

/** True in SQL of a member whose standing answer to one of the demands is none. */
const owesAnAnswer = (demandIds: readonly number[]) => sql<boolean>`exists (
  select from unnest(${demandIds}::int[]) as asked (id)
   where coalesce((select s.stance from stance s
                    where s.member_id = member.id and s.demand_id = asked.id
                    order by s.stated_on desc, s.id desc limit 1), 'no-answer') = 'no-answer')`;

/** The members whom organisers left out of a letter. */
async function listLeftOut(db: Db, letterId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom("letter_left_out")
    .select("member_id")
    .where("letter_id", "=", letterId)
    .execute();
  return new Set(rows.map(({ member_id }) => member_id));
}
