/** Lays a list of seats over those stored: who stays, who goes, which seats are not in it. */
import type { Db } from "#db/connection.ts";

import { commons, fewestSeats, kindred } from "../places/area.ts";
import type { Holder, ListedSeat } from "../members/member.ts";
import { tooMany } from "./doubts/marks.ts";
import { listSittings, type Sitting } from "./memberships/sittings.server.ts";
import { findPart } from "./part-of.ts";
import { listOf } from "./shorten.ts";
import { some, someOf } from "./some.ts";
import { duplicates, type How } from "./trial.server.ts";
import { type Unmatched, whyUnknown } from "./unknown-seats.ts";

/** The Members API lists holders alone; more empty seats than this at once are a broken answer. */
const mostEmpty = 10;

export interface HowMembers extends How {
  /** Regions or countries that the list is the whole of; none for the whole House. */
  partOf: readonly string[];
}

export interface Matched {
  kind: "matched";
  timeZone: string;
  /** Of the House. */
  seats: number;
  /** Names of all seats, by GSS code. */
  names: ReadonlyMap<string, string>;
  listed: readonly { area_code: string; holder: Holder }[];
  sitting: readonly Sitting[];
  /** Whose membership ends. */
  gone: readonly Sitting[];
  /** Who is not in the list and keeps the seat, elsewhere than in the part that is listed or in it. */
  kept: readonly (Sitting & { isElsewhere: boolean })[];
  /** Why a person should look again; `force` takes it. */
  doubts: string[];
}

const refused = (...problems: string[]): Unmatched => ({ kind: "refused", problems });

/** @returns who stays and who goes; a refusal for what nobody can force */
export async function matchSeats(
  db: Db,
  seats: readonly ListedSeat[],
  source: "file" | "api",
  how: Pick<HowMembers, "force" | "partOf">,
): Promise<Matched | Unmatched> {
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
  if (broken.length > 0) return refused(...broken);

  const legislature = await db
    .selectFrom("legislature")
    .select(["seats", "time_zone"])
    .where("id", "=", commons.id)
    .executeTakeFirst();
  const areas = await db
    .selectFrom("area")
    .select(["code", "parliament_id", "name", "region", "country"])
    .where("legislature_id", "=", commons.id)
    .orderBy("name")
    .execute();
  const known = new Map(
    areas.flatMap((area) => [
      [area.code as string | number, area] as const,
      ...(area.parliament_id === null ? [] : [[area.parliament_id, area] as const]),
    ]),
  );
  const unknown = seats.filter((seat) => !known.has(seat.area));
  if (!legislature || unknown.length > 0)
    return whyUnknown(
      unknown.map(({ area }) => String(area)),
      seats.length,
      areas.length,
    );

  const placed = seats.map((seat) => ({ ...seat, area: known.get(seat.area)! }));
  const part = findPart(areas, how.partOf);
  if ("problem" in part) return refused(part.problem);
  const outside = placed.filter(({ area }) => !part.codes.has(area.code));
  if (outside.length > 0)
    return refused(
      `${someOf(outside.length, seats.length, ["constituency", "constituencies"], ["does", "do"])} not lie in ${how.partOf.join(" or ")}: ${listOf(outside.map(({ area }) => area.name))}.`,
    );

  const codes = new Set(placed.map(({ area }) => area.code));
  // a seat with a new code has its old row too, which is no seat any longer
  const renewed = new Set(placed.map(({ area }) => kindred(area.name)));
  const sitting = await listSittings(db);
  const seatOf = new Map(placed.flatMap(({ area, holder }) => (holder ? [[holder.id, area]] : [])));
  const isHeld = new Set(
    sitting.filter((one) => !seatOf.has(one.member_id)).map((one) => one.area_code),
  );
  const missing = areas.filter(
    ({ code, name }) =>
      part.codes.has(code) &&
      !codes.has(code) &&
      !renewed.has(kindred(name)) &&
      (seats.length < legislature.seats || isHeld.has(code)),
  );
  const isVacancy = source === "api" && missing.length <= mostEmpty;
  const stays = new Set(missing.filter(() => !isVacancy).map(({ code }) => code));
  const gone: Sitting[] = [];
  const kept: Matched["kept"][number][] = [];
  for (const one of sitting) {
    const now = seatOf.get(one.member_id);
    if (now?.code === one.area_code) continue;
    const isElsewhere = !part.codes.has(one.area_code);
    if ((isElsewhere || stays.has(one.area_code)) && now === undefined)
      kept.push({ ...one, isElsewhere });
    else gone.push(one);
  }

  const listed = placed.flatMap(({ area, holder }) =>
    holder ? [{ area_code: area.code, holder }] : [],
  );
  // against a full House, so that a handful of invented members do not stand in the way
  const full = Math.max(sitting.length - kept.length, listed.length);
  const doubts = [
    ...(missing.length > 0 && !isVacancy
      ? [
          `${some(missing.length, "seat is", "seats are")} not in the ${source === "file" ? "file" : "answer"}: ${listOf(missing.map(({ name }) => name))}. ${source === "file" ? "A vacant seat is a row that says Vacant; for a part of the House there is --part-of." : "The API lists holders alone, and more than ten vacancies at once are a broken answer."}`,
        ]
      : seats.length < fewestSeats && how.partOf.length === 0
        ? [`The list has ${some(seats.length, "seat", "seats")}, fewer than ${fewestSeats}.`]
        : []),
    ...(tooMany(gone.length, full)
      ? [
          `${gone.length} of ${sitting.length - kept.length} holders would lose their seat at once, more than 5 %: ${listOf(gone.map((one) => `${one.name} (${known.get(one.area_code)!.name})`))}.`,
        ]
      : []),
  ];
  return {
    kind: "matched",
    timeZone: legislature.time_zone,
    seats: legislature.seats,
    names: new Map(areas.map(({ code, name }) => [code, name])),
    listed,
    sitting,
    gone,
    kept,
    doubts,
  };
}
