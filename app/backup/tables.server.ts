/** Which tables there are, those first that others refer to. */
import type pg from "pg";

import { BackupFault, type TableHead } from "./format.ts";

/** The schema says it itself, so that no table is forgotten. Kysely's two are made by the migrations. */
const TABLES = `
  select c.relname as "table",
         array(select a.attname::text from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                order by a.attnum) as columns,
         array(select distinct r.confrelid::regclass::text from pg_constraint r
                where r.conrelid = c.oid and r.contype = 'f' and r.confrelid <> c.oid) as after
    from pg_class c
   where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
     and not c.relispartition and c.relname not like 'kysely\\_%'
   order by c.relname`;

/** Read at the end: whoever makes or drops its days waits for it, and signers wait behind them. */
const LAST = "signing";

/** @returns in an order in which their rows can be written with all references in force; partitions by their parent */
export async function listTables(client: pg.ClientBase): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead & { after: string[] }>(TABLES);
  const left = new Map(rows.map((row) => [row.table, row]));
  const ordered: TableHead[] = [];
  while (left.size > 0) {
    const next = [...left.values()].filter(
      ({ table, after }) =>
        after.every((other) => !left.has(other)) && (table !== LAST || left.size === 1),
    );
    if (next.length === 0)
      throw new BackupFault(
        `These tables refer to each other in a circle: ${[...left.keys()].join(", ")}.`,
      );
    for (const { table, columns } of next) {
      ordered.push({ table, columns });
      left.delete(table);
    }
  }
  return ordered;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const namesOf = (tables: readonly TableHead[]): string =>
  tables.map(({ table }) => quoted(table)).join(", ");

export const columnsOf = ({ columns }: TableHead): string => columns.map(quoted).join(", ");
