/** Gives every name in a table its next one, and seals anew what is bound to it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { NamedColumn, NamedTable, Renewing } from "#db/names.ts";
import { type SealedColumn, sealedColumns } from "#db/sealed.ts";

import { type Keys, seal } from "../keys.server.ts";
import { open } from "./reseal.server.ts";

/** Rows in one step. */
const PORTION = 2_000;

type Row = Record<string, unknown>;

export interface Renamed {
  rows: number;
  /** Values that no key opens: they stay as they are. */
  unopened: number;
}

/**
 * In a transaction in which nobody else writes the table. Rows are read as they stood at its beginning and found by
 * their place, for names are what they are found by otherwise.
 * @param at told how many rows were gone through
 */
export async function renameTable(
  tx: Db,
  keys: Keys,
  named: NamedTable,
  by: Renewing,
  at: (rows: number) => void,
): Promise<Renamed> {
  const total: Renamed = { rows: 0, unopened: 0 };
  const sealed = sealedColumns.find(({ table }) => table === named.table);
  // one look at all parts of a table that is spread: a row may move to a part that comes later
  await sql`declare named no scroll cursor for
    select ${readings(named, sealed)} from ${sql.table(named.table)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(PORTION)} from named`.execute(tx);
    if (rows.length === 0) break;
    const renewed = rows.map((row) => renewRow(keys, named, sealed, row, by));
    await write(tx, named, sealed, renewed);
    total.rows += rows.length;
    total.unopened += renewed.filter(({ isUnopened }) => isUnopened).length;
    at(rows.length);
  }
  await sql`close named`.execute(tx);
  return total;
}

const readingOf = (name: string, { type }: NamedColumn) =>
  type === "bytea" ? sql.ref(name) : sql`${sql.ref(name)}::text as ${sql.ref(name)}`;

function readings({ columns, beside = [] }: NamedTable, sealed: SealedColumn | undefined) {
  const others = new Set([
    ...beside,
    ...(sealed ? [...Object.keys(sealed.key), ...sealed.beside, sealed.column, "key_version"] : []),
  ]);
  for (const name of Object.keys(columns)) others.delete(name);
  return sql.join([
    sql`tableoid::text as part, ctid::text as row`,
    ...Object.entries(columns).map(([name, column]) => readingOf(name, column)),
    ...[...others].map((name) => sql.ref(name)),
  ]);
}

interface Renewed {
  row: Row;
  isUnopened: boolean;
}

function renewRow(
  keys: Keys,
  { columns }: NamedTable,
  sealed: SealedColumn | undefined,
  row: Row,
  by: Renewing,
): Renewed {
  const renewed: Row = { ...row };
  for (const [name, { renew }] of Object.entries(columns))
    if (row[name] !== null) renewed[name] = renew(row[name] as never, by, row);
  if (!sealed) return { row: renewed, isUnopened: false };
  const bytes = row[sealed.column] as Buffer | null;
  if (!bytes?.length) return { row: renewed, isUnopened: false };
  const owner = sealed.ownerOf(renewed);
  if (Buffer.compare(owner, sealed.ownerOf(row)) === 0) return { row: renewed, isUnopened: false };
  const text = open(keys, sealed.ownerOf(row), { bytes, keyVersion: row["key_version"] as number });
  if (text === undefined) return { row: renewed, isUnopened: true };
  const anew = seal(keys, owner, text);
  renewed[sealed.column] = anew.bytes;
  renewed["key_version"] = anew.keyVersion;
  return { row: renewed, isUnopened: false };
}

async function write(
  tx: Db,
  { table, columns }: NamedTable,
  sealed: SealedColumn | undefined,
  renewed: readonly Renewed[],
): Promise<void> {
  const types = new Map<string, string>(
    Object.entries(columns).map(([name, { type }]) => [name, type]),
  );
  if (sealed) types.set(sealed.column, "bytea").set("key_version", "smallint");
  const names = [...types.keys()];
  const given = names.map((name) => {
    const values = renewed.map(({ row }) => row[name]);
    return types.get(name) === "bytea" ? sql`${values}::bytea[]` : sql`${values}::text[]`;
  });
  const sets = names.map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`g.${name}`)}::${sql.raw(types.get(name)!)}`,
  );
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} t set ${sql.join(sets)}
      from unnest(${renewed.map(({ row }) => row["part"])}::text[],
                  ${renewed.map(({ row }) => row["row"])}::text[], ${sql.join(given)})
           as g (part, row, ${sql.join(names.map((name) => sql.ref(name)))})
     where t.tableoid = g.part::oid and t.ctid = g.row::tid`.execute(tx);
  if (Number(numAffectedRows) !== renewed.length)
    throw new Error(
      `${renewed.length} rows of ${table} were to be renamed, not ${numAffectedRows}`,
    );
}
