/** The part of an import that begins and ends memberships. */
import type { Db } from "#db/connection.ts";

import type { Holder } from "../../members/member.ts";
import { type Beginning, beginMemberships } from "./begin-memberships.server.ts";
import { correctFirstDay } from "./correct-first-day.server.ts";
import type { ImportReport, ReportLine } from "../report.ts";
import { membership, type Sitting } from "./sittings.server.ts";

export interface MembershipsWritten {
  began: number;
  ended: number;
  /** Given another first day, because the source knows better. */
  dated: number;
}

interface Seats {
  listed: readonly { area_code: string; holder: Holder }[];
  sitting: readonly Sitting[];
  gone: readonly Sitting[];
  today: string;
  /** Names of the seats, by code. */
  names: ReadonlyMap<string, string>;
}

/**
 * Ends those gone before others begin, for a seat has one holder and a holder one seat. A
 * membership ends when its successor's begins, where that day is known, else today; it begins on
 * the day the source names, else today. A first day better known replaces the one kept, unless an
 * earlier membership has it.
 */
export async function writeMemberships(
  trx: Db,
  seats: Seats,
): Promise<{ numbers: MembershipsWritten; report: ImportReport }> {
  const { listed, sitting, gone, today, names } = seats;
  const line = (one: Omit<Sitting, "member_id">, change: string): ReportLine => ({
    who: `${one.name} (${names.get(one.area_code)!})`,
    change,
  });
  const nextOf = new Map(listed.map(({ area_code, holder }) => [area_code, holder.started_on]));
  const ended: ReportLine[] = [];
  for (const one of gone) {
    const next = nextOf.get(one.area_code);
    const end = later(next !== undefined && next < today ? next : today, one.started_on);
    await membership(trx, one).set({ ended_on: end }).execute();
    ended.push(line(one, `until ${end}`));
  }
  const sittingByMember = new Map(sitting.map((one) => [one.member_id, one]));
  const beginning: Beginning[] = [];
  const dated: ReportLine[] = [];
  for (const { area_code, holder } of listed) {
    const held = sittingByMember.get(holder.id);
    const started_on = holder.started_on ?? today;
    const { name } = holder;
    if (held?.area_code !== area_code)
      beginning.push({
        member_id: holder.id,
        name,
        area_code,
        started_on,
        isDated: holder.started_on !== undefined,
      });
    else if (holder.started_on !== undefined && holder.started_on !== held.started_on)
      if (await correctFirstDay(trx, held, started_on))
        dated.push(line({ ...held, name }, `first day: ${held.started_on} → ${started_on}`));
  }
  const begun = await beginMemberships(trx, beginning);
  const began = begun.map((one) => line(one, `from ${one.started_on}`));
  return {
    numbers: { began: began.length, ended: ended.length, dated: dated.length },
    report: [
      { what: "Memberships ended", number: ended.length, lines: ended },
      { what: "Memberships begun", number: began.length, lines: began },
      { what: "First days corrected", number: dated.length, lines: dated },
    ],
  };
}

const later = (one: string, other: string) => (one < other ? other : one);
