/** Which memberships can be put back: a seat has one holder and a holder one seat. */
import type { ChangeOf, Images, RowChange } from "./row-change.ts";

type Change = ChangeOf<"membership">;
type Membership = Images["membership"][number];

const rowOf = ({ before, after }: Change): Membership => (after ?? before)!;
const isSitting = (row: Membership | null): row is Membership => row?.ended_on === null;

/**
 * @param now all memberships as they stand
 * @param isAsLeft whether a row stands as the import left it
 * @returns those that can be put back, all of a seat and of a member or none
 */
export function keepable(
  changes: readonly Change[],
  now: Images["membership"],
  isAsLeft: (change: Change) => boolean,
): ReadonlySet<RowChange> {
  const keys = new Set(changes.flatMap(({ after }) => (after ? [keyOf(after)] : [])));
  const others = now.filter((row) => row.ended_on === null && !keys.has(keyOf(row)));
  const seats = new Set(others.map(({ area_code }) => area_code));
  const holders = new Set(others.map(({ member_id }) => member_id));
  const groups = grouped(changes);
  return new Set(
    groups
      .filter((group) => group.every(isAsLeft))
      .filter((group) =>
        group.every(
          ({ before }) =>
            !isSitting(before) || !(seats.has(before.area_code) || holders.has(before.member_id)),
        ),
      )
      .flat(),
  );
}

const keyOf = (row: Membership) => `${row.member_id} ${row.area_code} ${row.started_on}`;

/** Changes that share a seat or a member, by way of others too. */
function grouped(changes: readonly Change[]): Change[][] {
  const groupOf = new Map<string, Change[]>();
  const groups = new Set<Change[]>();
  for (const change of changes) {
    const { area_code, member_id } = rowOf(change);
    const names = [`seat ${area_code}`, `member ${member_id}`];
    const met = new Set(names.flatMap((name) => groupOf.get(name) ?? []));
    const group = [...met, change];
    for (const name of names) {
      const old = groupOf.get(name);
      if (old) groups.delete(old);
    }
    groups.add(group);
    for (const one of group)
      for (const name of [`seat ${rowOf(one).area_code}`, `member ${rowOf(one).member_id}`])
        groupOf.set(name, group);
  }
  return [...groups];
}
