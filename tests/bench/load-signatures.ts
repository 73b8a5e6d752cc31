/** Millions of signatures, put into a database by COPY. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { packPerson } from "#app/signatures/person.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { seal, signerKey } from "#app/keys.server.ts";
import { repairTally } from "#app/signatures/tally.server.ts";
import { connect, type Connection, type Db } from "#db/connection.ts";

import { keys } from "./people.ts";
import { addressOf, postcodeOf, SEATS } from "./requests.ts";

const DEMANDS = 3;
/**
 * Signers whose links open, one for each demand and constituency, so that every tally stands in
 * the empty database too. They lie evenly among the others.
 */
const KNOWN = DEMANDS * SEATS;
/** Nobody of those who sign while it is measured. */
const FIRST_KNOWN = 20_000_000;
const HOUR = 3_600_000;
/** The signatures came in so many hours. */
const HOURS = 30 * 24;
const LINES = 1_000;

/** @returns the signer keys of those whose manage links open */
export const knownSigners = (): Buffer[] =>
  Array.from({ length: KNOWN }, (_, index) => keyOf(addressOf(FIRST_KNOWN + index)));

const keyOf = (address: string) => signerKey(keys, canonicalAddress(address));

/** How many there are when `size` were loaded. */
export const loadedInAll = (size: number): number => size + KNOWN;

/** A connection whose statements may take minutes. */
export async function patientConnection(url: string): Promise<Connection> {
  const connection = connect(url, 1);
  await connection.pool.query("set statement_timeout = 0");
  await connection.pool.query("set maintenance_work_mem = '512MB'");
  return connection;
}

/** How much is signed in a constituency, beside the others. @param index of its code, from 0 */
type Weight = (code: string, index: number) => number;

/**
 * Indexes are made anew after the rows, which is many times quicker than row by row.
 * @param weight evenly unless told
 */
export async function loadSignatures(
  url: string,
  size: number,
  weight: Weight = () => 1,
): Promise<void> {
  const { db, pool, close } = await patientConnection(url);
  const remake = await dropIndexes(db);
  const client = await pool.connect();
  await copy(client, size, weight);
  client.release();
  for (const statement of remake) await sql.raw(statement).execute(db);
  await repairTally(db, () => Promise.resolve(), new Date());
  await sql`vacuum analyze`.execute(db);
  await close();
}

/** @returns the statements that make them again */
async function dropIndexes(db: Db): Promise<string[]> {
  const { rows: constraints } = await sql<{ name: string; definition: string }>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'signature'::regclass and contype in ('p', 'f')`.execute(db);
  for (const { name } of constraints)
    await sql`alter table signature drop constraint ${sql.id(name)}`.execute(db);
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
     where schemaname = current_schema() and tablename = 'signature'`.execute(db);
  for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(db);
  return [
    ...constraints.map(
      ({ name, definition }) => `alter table signature add constraint "${name}" ${definition}`,
    ),
    ...indexes.map(({ definition }) => definition),
  ];
}

async function copy(client: pg.PoolClient, size: number, weight: Weight): Promise<void> {
  const into = copyFrom(
    `copy signature (demand_id, signer_key, person, place, confirmed_at, consented_at, key_version,
       text_version, locale, updates, consent_version) from stdin`,
  );
  const { rows } = await client.query<{ code: string }>("select code from area order by code");
  const places = rows.map(({ code }) => code);
  await pipeline(
    Readable.from(linesOf(size, places, spreadBy(places.map(weight)))),
    client.query(into),
  );
}

/** The golden ratio's fraction: its multiples fill the range from 0 to 1 evenly, however many are taken. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** @returns the index that a number falls on, each as often as it weighs */
function spreadBy(weights: readonly number[]): (number: number) => number {
  let sum = 0;
  const ends = weights.map((weight) => (sum += weight));
  return (number) => {
    const point = ((number * GOLDEN) % 1) * sum;
    let low = 0;
    for (let high = ends.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > point) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Those whose links nobody opens share one sealed person, as long as any. */
function* linesOf(
  size: number,
  places: readonly string[],
  placeOf: (number: number) => number,
): Generator<string> {
  const total = loadedInAll(size);
  const first = Date.now() - HOURS * HOUR;
  const copied = sealed(randomBytes(16), 0).toString("hex");
  for (let row = 0, known = 0; row < total;) {
    const random = randomBytes(16 * LINES).toString("hex");
    let lines = "";
    for (let line = 0; line < LINES && row < total; line++, row++) {
      let number = row;
      let key = random.slice(line * 32, line * 32 + 32);
      let person = copied;
      let place = placeOf(row);
      if (row * KNOWN >= known * total) {
        number = known;
        const signer = keyOf(addressOf(FIRST_KNOWN + known));
        key = signer.toString("hex");
        person = sealed(signer, known).toString("hex");
        place = known % SEATS;
        known += 1;
      }
      const time = new Date(first + (row % HOURS) * HOUR).toISOString();
      lines +=
        `${1 + (number % DEMANDS)}\t\\\\x${key}\t\\\\x${person}\t${places[place]}\t` +
        `${time}\t${time}\t1\t1\ten\tf\t1\n`;
    }
    yield lines;
  }
}

function sealed(signer: Buffer, known: number): Buffer {
  const name = `Person Number ${FIRST_KNOWN + known}`;
  const address = addressOf(FIRST_KNOWN + known);
  const postcode = postcodeOf(known % SEATS).replace(" ", "");
  return seal(keys, signer, packPerson({ name, address, postcode })).bytes;
}
