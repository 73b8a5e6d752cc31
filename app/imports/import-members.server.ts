/** Imports who holds which seat: memberships begin and end, nothing is deleted. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { commons, fewestSeats } from "../places/area.ts";
import type { ImportReport } from "./report.ts";
import { duplicates, type How, inTrialOrForGood } from "./trial.server.ts";
import { type ContactsWritten, writeContacts } from "./import-contacts.server.ts";
import {
  listSittings,
  type MembershipsWritten,
  writeMemberships,
} from "./import-memberships.server.ts";
import type { Holder, ListedSeat } from "../members/member.ts";

/** More holders gone at once mean a broken answer, or an election that a person should confirm. */
const mostGone = 0.05;

interface MembersImported extends MembershipsWritten, ContactsWritten {
  kind: "imported";
  report: ImportReport;
  members: { added: number; changed: number; unchanged: number };
  /** Seats that nobody holds now. */
  vacant: number;
  /** Holders for whom the source gave no address. */
  withoutAddress: number;
}

type MembersOutcome =
  MembersImported | { kind: "refused"; problems: string[]; hint?: "import-areas" };

/**
 * Makes the stored members, memberships and addresses of the House of Commons equal to the seats,
 * in one transaction; the same seats again change nothing. Whoever is not listed holds no seat any
 * longer. An organiser's address is left alone.
 * @param how `force` takes fewer than 600 seats, and more than 5 % of a full House gone at once
 * @returns the numbers, or why nothing was imported
 */
export async function importMembers(
  db: Db,
  seats: readonly ListedSeat[],
  source: "file" | "api",
  how: How,
  now: Date,
): Promise<MembersOutcome> {
  const holders = seats.flatMap((seat) => seat.holder ?? []);
  const broken = [
    ...duplicates(
      "The constituency",
      seats.map((seat) => seat.area),
    ),
    ...duplicates(
      "The member",
      holders.map((holder) => holder.id),
    ),
    ...(holders.length === 0 ? ["Nobody is listed."] : []),
  ];
  if (broken.length > 0) return { kind: "refused", problems: broken };
  if (seats.length < fewestSeats && !how.force)
    return refused(`There are ${seats.length} seats listed, fewer than ${fewestSeats}.`);

  return inTrialOrForGood<MembersOutcome>(db, how, async (trx) => {
    // one import at a time: the row is locked until the end
    const legislature = await trx
      .selectFrom("legislature")
      .select(["id", "seats", "time_zone"])
      .where("id", "=", commons.id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const areas = await trx
      .selectFrom("area")
      .select(["code", "parliament_id"])
      .where("legislature_id", "=", commons.id)
      .execute();
    const known = new Map<string | number, string>(
      areas.flatMap(({ code, parliament_id }) => [
        [code, code],
        ...(parliament_id === null ? [] : [[parliament_id, code] as const]),
      ]),
    );
    const unknown = seats.filter((seat) => !known.has(seat.area));
    if (!legislature || unknown.length > 0)
      return {
        ...refused(
          `${unknown.length} of ${seats.length} constituencies are unknown (${unknown
            .slice(0, 3)
            .map((seat) => seat.area)
            .join(", ")}${unknown.length > 3 ? ", …" : ""}).`,
        ),
        hint: "import-areas",
      };

    const listed = seats.flatMap(({ area, holder }) =>
      holder ? [{ area_code: known.get(area)!, holder }] : [],
    );
    const sitting = await listSittings(trx);
    const stays = new Set(listed.map(({ area_code, holder }) => `${area_code} ${holder.id}`));
    const gone = sitting.filter((one) => !stays.has(`${one.area_code} ${one.member_id}`));
    // against a full House, so that a handful of invented members do not stand in the way
    const full = Math.max(sitting.length, listed.length);
    if (gone.length > mostGone * full && !how.force)
      return refused(
        `${gone.length} of ${sitting.length} holders would lose their seat at once, more than 5 %.`,
      );

    const today = now.toLocaleDateString("sv-SE", { timeZone: legislature.time_zone });
    const members = await writeMembers(trx, holders);
    const memberships = await writeMemberships(trx, { listed, sitting, gone, today });
    const contacts = await writeContacts(trx, holders, source, today);
    return {
      kind: "imported",
      report: [],
      members,
      ...memberships,
      ...contacts,
      vacant: Math.max(legislature.seats - holders.length, 0),
      withoutAddress: holders.filter((holder) => holder.email === undefined).length,
    };
  });
}

async function writeMembers(trx: Db, holders: readonly Holder[]) {
  const written = await trx
    .insertInto("member")
    .values(
      holders.map(({ id, name, full_title, party }) => ({
        id,
        legislature_id: commons.id,
        name,
        full_title,
        party,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet((eb) => ({
          legislature_id: eb.ref("excluded.legislature_id"),
          name: eb.ref("excluded.name"),
          full_title: eb.ref("excluded.full_title"),
          party: eb.ref("excluded.party"),
        }))
        .where(sql<boolean>`member is distinct from excluded`),
    )
    .returning(sql<boolean>`xmax = 0`.as("added"))
    .execute();
  const added = written.filter((row) => row.added).length;
  const changed = written.length - added;
  return { added, changed, unchanged: holders.length - written.length };
}

function refused(problem: string) {
  return { kind: "refused" as const, problems: [problem] };
}
