/** Seals with the newest key what older ones have sealed, a few rows at a time while the site goes on. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures } from "#db/lock-signatures.ts";
import { patiently } from "#db/partitions.ts";
import { type SealedColumn, sealedColumns, type SealedRow } from "#db/sealed.ts";

import { type Keys, seal, type Sealed, unseal } from "../keys.server.ts";
import { countSealed, isSealed } from "./count-sealed.server.ts";

/** Rows that are looked at in one transaction, and held for as long: some tens of milliseconds. */
const WINDOW = 1_000;
/** A form or a signature may be held by its signer when its turn comes; then it comes again. */
const MOST_PASSES = 20;
const PAUSE_MS = 500;

export interface Resealed {
  /** How many values were sealed anew. */
  done: number;
  /** By table, how many values no key opens; they stay as they are. */
  unopened: Map<string, number>;
}

/**
 * Goes through all tables until a pass finds nothing more. Cut off at any point, it is begun again.
 * @param at told how many values were sealed anew so far
 */
export async function resealAll(
  db: Db,
  keys: Keys,
  at: (done: number) => void = () => {},
): Promise<Resealed> {
  let done = 0;
  let unopened: Resealed["unopened"] = new Map();
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    unopened = new Map();
    for (const one of sealedColumns)
      await resealTable(db, keys, one, (more) => {
        done += more.resealed;
        if (more.unopened > 0)
          unopened.set(one.table, (unopened.get(one.table) ?? 0) + more.unopened);
        at(done);
      });
    const left = await countSealed(db, (version) => sql`${version} <> ${keys.version}`);
    if (sumOf(left.map(({ number }) => number)) <= sumOf([...unopened.values()])) break;
    await sleep(PAUSE_MS);
  }
  return { done, unopened };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

interface Portion {
  resealed: number;
  unopened: number;
}

async function resealTable(
  db: Db,
  keys: Keys,
  one: SealedColumn,
  add: (rows: Portion) => void,
): Promise<void> {
  let after: unknown[] | undefined;
  do {
    const end = await endOfWindow(db, one, after);
    const window = { after, end };
    const rows = await patiently(() =>
      db.transaction().execute((tx) => resealWindow(tx, keys, one, window)),
    );
    add(rows);
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

/** Rows that may lie over machines, of which no statement locks those of several but by their keys. */
const isSpread = ({ table }: SealedColumn) => table === "signature" || table === "news_address";

/**
 * Who corrects, withdraws or confirms meanwhile is either done, and what they left is sealed, or finds it sealed anew.
 * Rows are locked before they are read, and none is waited for; signatures are, in the order in which all lock them,
 * and a value that was changed after it was read has its turn in the next pass.
 */
async function resealWindow(
  tx: Db,
  keys: Keys,
  one: SealedColumn,
  { after, end }: { after: unknown[] | undefined; end: unknown[] | undefined },
): Promise<Portion> {
  const { table, column, key, beside, ownerOf } = one;
  const names = Object.keys(key);
  // else the table is read as a whole for every window, as few rows seem to be of an older version
  await sql`set local enable_seqscan = off`.execute(tx);
  const { rows } = await sql<SealedRow & { key_version: number; sealed: Buffer }>`
    select ${columnsOf([...names, ...beside])}, key_version, ${sql.ref(column)} as sealed
      from ${sql.table(table)}
     where key_version <> ${keys.version} and ${isSealed(column)}
       and ${after ? beyond(one, ">", after) : sql`true`}
       and ${end ? beyond(one, "<=", end) : sql`true`}
     order by ${columnsOf(names)} limit ${WINDOW}
     ${isSpread(one) ? sql`` : sql`for update skip locked`}`.execute(tx);
  const opened = rows.flatMap((row) => {
    const owner = ownerOf(row);
    const text = open(keys, owner, { bytes: row.sealed, keyVersion: row.key_version });
    return text === undefined ? [] : [{ row, resealed: seal(keys, owner, text).bytes }];
  });
  const unopened = rows.length - opened.length;
  if (opened.length === 0) return { resealed: 0, unopened };
  if (table === "signature") await holdSignatures(tx, opened);
  const given = Object.entries(key).map(
    ([name, type]) => sql`${opened.map(({ row }) => row[name])}::${sql.raw(type)}[]`,
  );
  const [was, resealed] = [
    opened.map(({ row }) => row.sealed),
    opened.map((each) => each.resealed),
  ];
  const { numAffectedRows } = await sql`
    with g as materialized (
      select * from unnest(${sql.join([...given, sql`${was}::bytea[], ${resealed}::bytea[]`])})
                 as g (${columnsOf([...names, "was", "resealed"])})
    )
    update ${sql.table(table)} t
       set ${sql.ref(column)} = g.resealed, key_version = ${keys.version}
      from g
     where ${sql.join(
       names.map((name) => sql`t.${sql.ref(name)} = g.${sql.ref(name)}`),
       sql` and `,
     )} and t.${sql.ref(column)} = g.was`.execute(tx);
  return { resealed: Number(numAffectedRows), unopened };
}

async function holdSignatures(tx: Db, opened: readonly { row: SealedRow }[]): Promise<void> {
  const signatures = opened.map(({ row }) => ({
    demandId: row["demand_id"] as number,
    signerKey: row["signer_key"] as Buffer,
  }));
  await sql`select count(*) from ${lockSignatures(signatures)}`.execute(tx);
}

/** A value that no key opens keeps no other one from being sealed anew. */
export function open(keys: Keys, ...sealed: [Uint8Array, Sealed]): string | undefined {
  try {
    return unseal(keys, ...sealed);
  } catch {
    return undefined;
  }
}
