/** One row that an import wrote: as it was, and as the import left it. */
import type { Row } from "#db/schema.ts";

interface Rows {
  area: Row<"area">;
  member: Row<"member">;
  membership: Row<"membership">;
  member_contact: Row<"member_contact">;
  sitting_period: Row<"sitting_period">;
}

/** All rows, by table. */
export type Images = { [Table in keyof Rows]: readonly Rows[Table][] };

export type ChangeOf<Table extends keyof Rows> = {
  of_table: Table;
  /** Null where there was none. */
  before: Rows[Table] | null;
  /** Null where none was left. */
  after: Rows[Table] | null;
};

export type RowChange = { [Table in keyof Rows]: ChangeOf<Table> }[keyof Rows];

const keys = {
  area: ["code"],
  member: ["id"],
  membership: ["member_id", "area_code", "started_on"],
  member_contact: ["member_id", "source"],
  sitting_period: ["legislature_id", "from_on", "to_on"],
} as const;

const tables = Object.keys(keys) as (keyof Rows)[];

/** Names a row among all. */
export function keyOf(table: keyof Rows, row: object): string {
  const values = row as Record<string, unknown>;
  return `${table} ${keys[table].map((name) => String(values[name])).join(" ")}`;
}

/** The key of the row that a change is of. */
export const keyOfChange = ({ of_table, before, after }: RowChange): string =>
  keyOf(of_table, (after ?? before)!);

/** Whether both hold the same, or there is neither. */
export function isSame(one: object | null | undefined, other: object | null | undefined): boolean {
  if (!one || !other) return !one && !other;
  const values = other as Record<string, unknown>;
  return Object.entries(one).every(([name, value]) => values[name] === value);
}

/** All rows by their keys. */
export const byKey = (images: Images): Map<string, object> =>
  new Map(
    tables.flatMap((table) =>
      images[table].map((row) => [keyOf(table, row), row] as [string, object]),
    ),
  );

/** @returns a change for each row that was added, taken away or holds something else */
export function changesBetweenLooks(earlier: Images, later: Images): RowChange[] {
  const were = byKey(earlier);
  const are = byKey(later);
  return tables.flatMap((of_table) => {
    const among = [
      ...new Set([...earlier[of_table], ...later[of_table]].map((row) => keyOf(of_table, row))),
    ];
    return among
      .map((key) => ({ of_table, before: were.get(key) ?? null, after: are.get(key) ?? null }))
      .filter(({ before, after }) => !isSame(before, after)) as RowChange[];
  });
}
