/** Which members and areas are known to anything but the tables that imports write. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { keyOf, type RowChange } from "./row-change.ts";

/** A column that names a row of `table`; the imports' own are looked at row by row. */
interface Naming {
  at: string;
  name: string;
}

/** Columns that name an area without a foreign key. */
const unkeyed: readonly Naming[] = [
  { at: "postcode", name: "area_code" },
  { at: "tally_place", name: "place" },
];

/** @returns the keys of the added members and areas that something else names */
export async function listUsed(db: Db, changes: readonly RowChange[]): Promise<Set<string>> {
  const added = changes.filter(({ before }) => before === null);
  const areas = added.flatMap((one) => (one.of_table === "area" ? one.after!.code : []));
  const members = added.flatMap((one) => (one.of_table === "member" ? one.after!.id : []));
  const found = new Set<string>();
  for (const column of [...(await columnsNaming(db, "area")), ...unkeyed])
    for (const code of await named(db, column, areas, sql`text[]`))
      found.add(keyOf("area", { code }));
  for (const column of await columnsNaming(db, "member"))
    for (const id of await named(db, column, members, sql`integer[]`))
      found.add(keyOf("member", { id }));
  return found;
}

/** From the database itself, so that a table that comes later is not forgotten. */
async function columnsNaming(db: Db, table: "area" | "member"): Promise<Naming[]> {
  const { rows } = await sql<Naming>`
    select from_table.relname as at, from_column.attname as name
      from pg_constraint as held
      join pg_class as from_table on from_table.oid = held.conrelid
      join pg_attribute as from_column
        on from_column.attrelid = held.conrelid and from_column.attnum = held.conkey[1]
     where held.contype = 'f' and held.confrelid = ${table}::regclass
       and from_table.relname <> 'membership'`.execute(db);
  return rows;
}

async function named(
  db: Db,
  { at, name }: Naming,
  among: readonly (string | number)[],
  type: ReturnType<typeof sql>,
): Promise<(string | number)[]> {
  if (among.length === 0) return [];
  const column = sql.ref(name);
  // of members' addresses an organiser's alone is somebody else's
  const others = at === "member_contact" ? sql`and source = 'organiser'` : sql``;
  const { rows } = await sql<{ named: string | number }>`
    select wanted as named from unnest(${among}::${type}) as wanted
     where exists (select from ${sql.table(at)} where ${column} = wanted ${others})`.execute(db);
  return rows.map((row) => row.named);
}
