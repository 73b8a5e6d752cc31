/** What undoing an import does, by name. */
import { changesBetween, type ImportReport, type ReportLine } from "../report.ts";
import type { UndoPlan } from "./plan.ts";
import type { Images, RowChange } from "./row-change.ts";

/** @param now all rows as they stand, for the names in them */
export function tellUndo({ back, left }: UndoPlan, now: Images): ImportReport {
  const line = lineTeller([...back, ...left.map(({ change }) => change)], now);
  const of = (table: RowChange["of_table"], isAdded: boolean) =>
    back.filter(({ of_table, before }) => of_table === table && (before === null) === isAdded);
  const part = (what: string, changes: readonly RowChange[]) => ({
    what,
    number: changes.length,
    lines: changes.map(line),
  });
  const dates = of("member_contact", false).filter(isDateAlone);
  const leaving = (wanted: "changed" | "used") =>
    part(
      wanted === "changed"
        ? "Left as they are, for they were changed since"
        : "Left as they are, for something else names them by now",
      left.filter(({ why }) => why === wanted).map(({ change }) => change),
    );
  return [
    part("Members taken away", of("member", true)),
    part("Members changed back", of("member", false)),
    part("Memberships taken away", of("membership", true)),
    part("Memberships put back", of("membership", false)),
    part("Addresses taken away", of("member_contact", true)),
    part(
      "Addresses put back",
      of("member_contact", false).filter((change) => !isDateAlone(change)),
    ),
    part("Addresses dated back", dates),
    part("Areas taken away", of("area", true)),
    part("Areas changed back", of("area", false)),
    part("Periods taken away", of("sitting_period", true)),
    part("Periods put back", of("sitting_period", false)),
    leaving("changed"),
    leaving("used"),
  ].filter(({ number }) => number > 0);
}

/** Whether an address was merely seen again. */
function isDateAlone({ of_table, before, after }: RowChange): boolean {
  if (of_table !== "member_contact" || !before || !after) return false;
  return before.email === after.email && before.stale === after.stale;
}

function lineTeller(changes: readonly RowChange[], now: Images) {
  const areas = new Map(now.area.map(({ code, name }) => [code, name]));
  const names = new Map(now.member.map(({ id, name }) => [id, name]));
  const seats = new Map<number, string>();
  for (const one of changes)
    if (one.of_table === "membership")
      for (const row of [one.before, one.after]) if (row) seats.set(row.member_id, row.area_code);
  for (const row of now.membership)
    if (row.ended_on === null) seats.set(row.member_id, row.area_code);
  const member = (id: number, seat = seats.get(id)) =>
    `${names.get(id) ?? `Member ${id}`} (${seat === undefined ? "no seat" : (areas.get(seat) ?? seat)})`;

  return (one: RowChange): ReportLine => {
    switch (one.of_table) {
      case "area": {
        const { name, code } = (one.after ?? one.before)!;
        return { who: `${name} ${code}`, ...changed(one.before, one.after, areaFields) };
      }
      case "member": {
        const { id } = (one.after ?? one.before)!;
        return { who: member(id), ...changed(one.before, one.after, memberFields) };
      }
      case "membership": {
        const { member_id, area_code } = (one.after ?? one.before)!;
        const line = { who: member(member_id, area_code) };
        const { before, after } = one;
        if (before && after)
          return { ...line, ...changed(before, after, { ended_on: "last day" }) };
        return { ...line, change: `from ${(after ?? before)!.started_on}` };
      }
      case "sitting_period": {
        const { legislature_id, from_on, to_on, name } = (one.before ?? one.after)!;
        return { who: `${name} (${legislature_id})`, change: `${from_on} to ${to_on}` };
      }
      case "member_contact": {
        const { member_id, email } = (one.after ?? one.before)!;
        const before = one.before && { ...one.before, stale: one.before.stale ? "yes" : "no" };
        const after = one.after && { ...one.after, stale: one.after.stale ? "yes" : "no" };
        const line = { who: member(member_id), private: true as const };
        if (!before || !after) return { ...line, change: email };
        return { ...line, ...changed(before, after, contactFields) };
      }
    }
  };
}

const memberFields = { name: "name", full_title: "title", party: "party" };
const contactFields = { email: "address", stale: "stale", seen_on: "seen on" };
const areaFields = {
  name: "name",
  name_cy: "Welsh name",
  region_code: "code of region",
  region: "region",
  country: "country",
  electorate: "electorate",
  parliament_id: "Parliament’s id",
  hex_q: "map column",
  hex_r: "map row",
};

/** From what the import left to what was before. */
function changed<Field extends string>(
  before: Readonly<Record<NoInfer<Field>, string | number | null>> | null,
  after: Readonly<Record<NoInfer<Field>, string | number | null>> | null,
  fields: Readonly<Record<Field, string>>,
): { change?: string } {
  if (!before || !after) return {};
  const change = changesBetween(after, before, fields).join(", ");
  return change === "" ? {} : { change };
}
