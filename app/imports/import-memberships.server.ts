/** The part of an import that begins and ends memberships. */
import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { Holder } from "../members/member.ts";
import type { ImportReport, ReportLine } from "./report.ts";

export interface Sitting {
  member_id: number;
  /** Of the member. */
  name: string;
  area_code: string;
  started_on: string;
}

export interface MembershipsWritten {
  began: number;
  ended: number;
  /** Given another first day, because the source knows better. */
  dated: number;
}

/** Who holds which seat of the House of Commons now. */
export async function listSittings(db: Db): Promise<Sitting[]> {
  return db
    .selectFrom("membership")
    .innerJoin("area", "area.code", "membership.area_code")
    .innerJoin("member", "member.id", "membership.member_id")
    .select(["membership.member_id", "member.name", "membership.area_code"])
    .select("membership.started_on")
    .where("area.legislature_id", "=", commons.id)
    .where("membership.ended_on", "is", null)
    .orderBy("area.name")
    .execute();
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
  const beginning: Sitting[] = [];
  const dated: ReportLine[] = [];
  for (const { area_code, holder } of listed) {
    const held = sittingByMember.get(holder.id);
    const started_on = holder.started_on ?? today;
    const { name } = holder;
    if (held?.area_code !== area_code)
      beginning.push({ member_id: holder.id, name, area_code, started_on });
    else if (holder.started_on !== undefined && holder.started_on !== held.started_on)
      if (await correctFirstDay(trx, held, started_on))
        dated.push(line({ ...held, name }, `first day: ${held.started_on} → ${started_on}`));
  }
  if (beginning.length > 0)
    await trx
      .insertInto("membership")
      .values(
        beginning.map(({ member_id, area_code, started_on }) => ({
          member_id,
          area_code,
          started_on,
        })),
      )
      // who comes back on the day of leaving never left
      .onConflict((conflict) =>
        conflict.columns(["member_id", "area_code", "started_on"]).doUpdateSet({ ended_on: null }),
      )
      .execute();
  const began = beginning.map((one) => line(one, `from ${one.started_on}`));
  return {
    numbers: { began: began.length, ended: ended.length, dated: dated.length },
    report: [
      { what: "Memberships ended", number: ended.length, lines: ended },
      { what: "Memberships begun", number: began.length, lines: began },
      { what: "First days corrected", number: dated.length, lines: dated },
    ],
  };
}

/** @returns whether it was: an earlier membership may have the day already */
async function correctFirstDay(trx: Db, held: Sitting, started_on: string): Promise<boolean> {
  const { numUpdatedRows } = await membership(trx, held)
    .set({ started_on })
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("membership as earlier")
            .select("earlier.member_id")
            .where("earlier.member_id", "=", held.member_id)
            .where("earlier.area_code", "=", held.area_code)
            .where("earlier.started_on", "=", started_on),
        ),
      ),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  // whoever held the seat before left it no later
  await trx
    .updateTable("membership")
    .set(({ ref, fn, val }) => ({ ended_on: fn("greatest", [ref("started_on"), val(started_on)]) }))
    .where("area_code", "=", held.area_code)
    .where("member_id", "<>", held.member_id)
    .where("ended_on", ">", started_on)
    .execute();
  return true;
}

const later = (one: string, other: string) => (one < other ? other : one);

function membership(trx: Db, { member_id, area_code, started_on }: Sitting) {
  return trx
    .updateTable("membership")
    .where("member_id", "=", member_id)
    .where("area_code", "=", area_code)
    .where("started_on", "=", started_on);
}
