/** Imports who holds which seat: memberships begin and end, nothing is deleted. */
import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { ListedSeat } from "../members/member.ts";
import {
  doubtsAboutAddresses,
  doubtsAboutMembers,
  type KnownMember,
} from "./doubts/doubtful-members.ts";
import { type ContactsWritten, writeContacts } from "./import-contacts.server.ts";
import {
  type MembershipsWritten,
  writeMemberships,
} from "./memberships/import-memberships.server.ts";
import { type HowMembers, matchSeats } from "./match-seats.server.ts";
import type { ImportReport } from "./report.ts";
import { inTrialOrForGood } from "./trial.server.ts";
import type { Unmatched } from "./unknown-seats.ts";
import { writeMembers } from "./write-members.server.ts";

export interface MembersImported extends MembershipsWritten, ContactsWritten {
  kind: "imported";
  report: ImportReport;
  members: { added: number; changed: number; unchanged: number };
  /** Members who keep their seat though the list does not name it. */
  kept: number;
  /** Seats that nobody holds now. */
  vacant: number;
  /** Holders for whom the source gave no address. */
  withoutAddress: number;
  /** The one party of everybody listed, which is as good as no party. */
  oneParty: string | undefined;
}

export type MembersOutcome = MembersImported | Unmatched;

/**
 * Makes the stored members, memberships and addresses of the House of Commons equal to the seats,
 * in one transaction; the same seats again change nothing. A seat that says so falls vacant; one that
 * is not listed keeps its holder, but the Members API lists holders alone, and who is not among them
 * holds no seat any longer. An organiser's address is left alone.
 * @param how `force` takes what is doubtful, `partOf` a list that is the whole of a region
 * @returns the numbers, or why nothing was imported
 */
export async function importMembers(
  db: Db,
  seats: readonly ListedSeat[],
  source: "file" | "api",
  how: HowMembers,
  now: Date,
): Promise<MembersOutcome> {
  return inTrialOrForGood<MembersOutcome>(db, how, async (trx) => {
    // one import at a time: the row is locked until the end
    await trx
      .selectFrom("legislature")
      .select("id")
      .where("id", "=", commons.id)
      .forNoKeyUpdate()
      .execute();
    const matched = await matchSeats(trx, seats, source, how);
    if (matched.kind === "refused") return matched;
    const known = await listKnown(trx, source);
    const doubts = [
      ...matched.doubts,
      ...doubtsAboutMembers(seats, known),
      ...doubtsAboutAddresses(seats, known),
    ];
    if (doubts.length > 0 && !how.force)
      return { kind: "refused", problems: doubts, hint: "force" };

    const { listed, names, sitting, gone, kept } = matched;
    const holders = listed.map(({ holder }) => holder);
    const today = now.toLocaleDateString("sv-SE", { timeZone: matched.timeZone });
    const seatNames = new Map(
      [
        ...sitting.map((one) => [one.member_id, one.area_code] as const),
        ...listed.map(({ area_code, holder }) => [holder.id, area_code] as const),
      ].map(([id, code]) => [id, names.get(code)!]),
    );
    const whoIs = (id: number, name: string) => `${name} (${seatNames.get(id) ?? "no seat"})`;
    const members = await writeMembers(trx, holders, whoIs);
    const memberships = await writeMemberships(trx, { listed, sitting, gone, today, names });
    const contacts = await writeContacts(trx, {
      holders,
      source,
      today,
      kept: new Set(kept.map((one) => one.member_id)),
      whoIs,
    });
    const unlisted = kept.filter(({ isElsewhere }) => !isElsewhere);
    const parties = new Set(holders.map(({ party }) => party));
    return {
      kind: "imported",
      report: [
        ...members.report,
        ...memberships.report,
        ...contacts.report,
        {
          what: "Kept though not listed",
          number: unlisted.length,
          lines: unlisted.map((one) => ({ who: `${one.name} (${names.get(one.area_code)!})` })),
        },
      ],
      ...members.numbers,
      ...memberships.numbers,
      ...contacts.numbers,
      kept: kept.length,
      vacant: Math.max(matched.seats - holders.length - kept.length, 0),
      withoutAddress: holders.filter((holder) => holder.email === undefined).length,
      oneParty: holders.length > 100 && parties.size === 1 ? [...parties][0] : undefined,
    };
  });
}

/**
 * Looks at a list before addresses are asked for: a list that will be refused need not be waited for.
 * @returns what an import of it would be refused for, addresses aside
 */
export async function examineMembers(
  db: Db,
  seats: readonly ListedSeat[],
  source: "file" | "api",
  how: Pick<HowMembers, "force" | "partOf">,
): Promise<Unmatched | undefined> {
  const matched = await matchSeats(db, seats, source, how);
  if (matched.kind === "refused") return matched;
  const doubts = [...matched.doubts, ...doubtsAboutMembers(seats, await listKnown(db, source))];
  return doubts.length > 0 && !how.force
    ? { kind: "refused", problems: doubts, hint: "force" }
    : undefined;
}

async function listKnown(db: Db, source: "file" | "api"): Promise<Map<number, KnownMember>> {
  const known = await db
    .selectFrom("member")
    .leftJoin("member_contact as contact", (join) =>
      join
        .onRef("contact.member_id", "=", "member.id")
        .on("contact.source", "=", source)
        .on("contact.stale", "=", false),
    )
    .select(["member.id", "member.name", "member.party", "contact.email"])
    .where("member.legislature_id", "=", commons.id)
    .execute();
  return new Map(
    known.map(({ id, email, ...member }) => [id, { ...member, email: email ?? undefined }]),
  );
}
