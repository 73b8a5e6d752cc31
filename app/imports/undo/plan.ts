/** What undoing an import would put back, and what it leaves, for it was changed or used since. */
import { keepable } from "./keepable-memberships.ts";
import {
  byKey,
  type ChangeOf,
  type Images,
  isSame,
  keyOf,
  keyOfChange,
  type RowChange,
} from "./row-change.ts";

export interface UndoPlan {
  back: RowChange[];
  left: { change: RowChange; why: "changed" | "used" }[];
}

/**
 * Puts back only what stands as the import left it. Memberships of one seat or one member go together or
 * not at all; a member or an area that the import added goes only where nothing else knows it.
 * @param now all rows as they stand
 * @param used keys of the added members and areas that other tables name
 */
export function planUndo(
  changes: readonly RowChange[],
  now: Images,
  used: ReadonlySet<string>,
): UndoPlan {
  const are = byKey(now);
  const isAsLeft = (change: RowChange) => isSame(are.get(keyOfChange(change)), change.after);
  const memberships = changes.filter((one) => one.of_table === "membership");
  const kept = keepable(memberships, now.membership, isAsLeft);
  const back = new Set<RowChange>(
    changes.filter((one) => (one.of_table === "membership" ? kept.has(one) : isAsLeft(one))),
  );
  const backKeys = () => new Set([...back].map(keyOfChange));
  const goes = backKeys();
  const staying = <Table extends "membership" | "member_contact">(table: Table) =>
    now[table].filter((row) => !goes.has(keyOf(table, row)));
  const held = new Set(
    [...staying("membership"), ...staying("member_contact")].map(({ member_id }) =>
      keyOf("member", { id: member_id }),
    ),
  );
  for (const { area_code } of staying("membership")) held.add(keyOf("area", { code: area_code }));
  const inUse: RowChange[] = [];
  for (const change of back) {
    const key = keyOfChange(change);
    if (change.before === null && (used.has(key) || held.has(key))) inUse.push(change);
  }
  for (const change of inUse) back.delete(change);
  const clashing = clashes(now.area, back);
  for (const change of clashing) back.delete(change);
  const asUsed = new Set([...inUse, ...clashing]);
  return {
    back: changes.filter((one) => back.has(one)),
    left: changes
      .filter((one) => !back.has(one))
      .map((change) => ({ change, why: asUsed.has(change) ? "used" : "changed" })),
  };
}

/** Areas that would get a number of Parliament's that another has by now. */
function clashes(areas: Images["area"], back: ReadonlySet<RowChange>): RowChange[] {
  const among = new Set(back);
  const found: RowChange[] = [];
  for (;;) {
    const changes = [...among].filter((one): one is ChangeOf<"area"> => one.of_table === "area");
    const codes = new Map(changes.map((one) => [(one.after ?? one.before)!.code, one]));
    const numbers = new Set(
      areas.filter(({ code }) => !codes.has(code)).map(({ parliament_id }) => parliament_id),
    );
    const next = changes.find(
      ({ before }) => before?.parliament_id != null && numbers.has(before.parliament_id),
    );
    if (!next) return found;
    found.push(next);
    among.delete(next);
  }
}
