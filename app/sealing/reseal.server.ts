/** Seals with the newest key what older ones have sealed, a few rows at a time while the site goes on. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { type SealedColumn, sealedColumns, type SealedRow } from "#db/sealed.ts";

import { type Keys, seal, unseal } from "../keys.server.ts";
import { countSealed } from "./count-sealed.server.ts";

/** Rows that are looked at in one transaction, and held for as long: some tens of milliseconds. */
const WINDOW = 1_000;
/** A form or a signature may be held by its signer when its turn comes; then it comes again. */
const MOST_PASSES = 20;
const PAUSE_MS = 500;

/**
 * Goes through all tables until a pass finds nothing more. Cut off at any point, it is begun again.
 * @param at told how many values were sealed anew so far
 * @returns how many that were
 * @throws Error where a value cannot be opened, naming its table
 */
export async function resealAll(
  db: Db,
  keys: Keys,
  at: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    for (const one of sealedColumns)
      await resealTable(db, keys, one, (more) => {
        done += more;
        at(done);
      });
    const left = await countSealed(db, (version) => sql`${version} <> ${keys.version}`);
    if (left.length === 0) break;
    await sleep(PAUSE_MS);
  }
  return done;
}

async function resealTable(
  db: Db,
  keys: Keys,
  one: SealedColumn,
  add: (rows: number) => void,
): Promise<void> {
  let after: unknown[] | undefined;
  do {
    const end = await endOfWindow(db, one, after);
    const rows = await db
      .transaction()
      .execute((tx) => resealWindow(tx, keys, one, { after, end }));
    if (rows > 0) add(rows);
    after = end;
  } while (after);
}

const columnsOf = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

/** Row comparison by the primary key. */
function beyond({ key }: SealedColumn, than: "<=" | ">", values: readonly unknown[]) {
  const types = Object.values(key);
  const given = values.map((value, place) => sql`${value}::${sql.raw(types[place]!)}`);
  return sql`(${columnsOf(Object.keys(key))}) ${sql.raw(than)} (${sql.join(given)})`;
}

/** The key of its last row; undefined where the table ends before. */
async function endOfWindow(
  db: Db,
  one: SealedColumn,
  after: unknown[] | undefined,
): Promise<unknown[] | undefined> {
  const key = columnsOf(Object.keys(one.key));
  const { rows } = await sql<SealedRow>`
    select ${key} from ${sql.table(one.table)}
     where ${after ? beyond(one, ">", after) : sql`true`}
     order by ${key} offset ${WINDOW - 1} limit 1`.execute(db);
  return rows[0] && Object.keys(one.key).map((name) => rows[0]![name]);
}

/**
 * Rows are locked before they are read, and none is waited for: who corrects, withdraws or confirms meanwhile is
 * either done, and what they left is sealed, or finds it sealed anew.
 */
async function resealWindow(
  tx: Db,
  keys: Keys,
  one: SealedColumn,
  { after, end }: { after: unknown[] | undefined; end: unknown[] | undefined },
): Promise<number> {
  const { table, column, key, beside, ownerOf } = one;
  const names = Object.keys(key);
  // else the table is read as a whole for every window, as few rows seem to be of an older version
  await sql`set local enable_seqscan = off`.execute(tx);
  const { rows } = await sql<SealedRow & { key_version: number; sealed: Buffer }>`
    select ${columnsOf([...names, ...beside])}, key_version, ${sql.ref(column)} as sealed
      from ${sql.table(table)}
     where key_version <> ${keys.version} and ${sql.ref(column)} is not null
       and ${after ? beyond(one, ">", after) : sql`true`}
       and ${end ? beyond(one, "<=", end) : sql`true`}
     order by ${columnsOf(names)} limit ${WINDOW}
     for update skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  const resealed = rows.map((row) => {
    const { sealed: bytes, key_version: keyVersion } = row;
    return seal(keys, ownerOf(row), open(keys, table, ownerOf(row), { bytes, keyVersion })).bytes;
  });
  const given = Object.entries(key).map(
    ([name, type]) => sql`${rows.map((row) => row[name])}::${sql.raw(type)}[]`,
  );
  await sql`
    update ${sql.table(table)} t
       set ${sql.ref(column)} = g.resealed, key_version = ${keys.version}
      from unnest(${sql.join([...given, sql`${resealed}::bytea[]`])})
           as g (${columnsOf([...names, "resealed"])})
     where ${sql.join(
       names.map((name) => sql`t.${sql.ref(name)} = g.${sql.ref(name)}`),
       sql` and `,
     )}`.execute(tx);
  return rows.length;
}

function open(keys: Keys, table: string, ...sealed: [Uint8Array, Parameters<typeof unseal>[2]]) {
  try {
    return unseal(keys, ...sealed);
  } catch (error) {
    throw new Error(`a value in ${table} cannot be opened: ${(error as Error).message}`);
  }
}
