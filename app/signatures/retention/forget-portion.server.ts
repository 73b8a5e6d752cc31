/** Some hundred signatures become numbers, in one transaction; addresses for news go where they live apart. */
import { randomBytes } from "node:crypto";

import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures } from "#db/lock-signatures.ts";
import type { Database, LocaleCode } from "#db/schema.ts";
import { isBarred } from "#emails/suppression.ts";

import { type Keys, seal, unseal } from "../../keys.server.ts";
import { packPerson, unpackPerson } from "../person.ts";
import { isPast } from "./due.server.ts";
import { isNewsKept } from "./news-addresses.server.ts";

type Tx = Transaction<Database>;

const PORTION = 500;

export interface SignatureName {
  signer_key: Buffer;
  demand_id: number;
}

interface Known extends SignatureName {
  person: Buffer;
  key_version: number;
  locale: LocaleCode;
  consent_version: number;
  consented_at: Date;
  wants_news: boolean;
}

/**
 * The next ones of people, after the last one of that first byte. Nobody is in those that the demo's first run made
 * up, which have no consent: they stay as they are, and are taken away as a whole.
 */
export async function listPortion(
  db: Db,
  demands: readonly number[],
  last: SignatureName,
  slice: number,
): Promise<SignatureName[]> {
  const below = slice < 255 ? sql`and signer_key < ${Buffer.of(slice + 1)}` : sql``;
  const { rows } = await sql<SignatureName>`
    select signer_key, demand_id from signature
     where (signer_key, demand_id) > (${last.signer_key}, ${last.demand_id}) ${below}
       and demand_id = any (${demands}::int[]) and person is not null and consent_version > 0
     order by signer_key, demand_id limit ${sql.lit(PORTION)}`.execute(db);
  return rows;
}

/**
 * Signatures are held before their demands, both in the order in which withdrawing holds them; who opens a demand again
 * holds it too, so either that was before and is seen here, or it comes after and finds that people are forgotten.
 */
export async function forgetPortion(
  tx: Tx,
  keys: Keys,
  portion: readonly SignatureName[],
  now: Date,
): Promise<void> {
  const held = await holdKnown(tx, portion, now);
  const demands = await holdPast(
    tx,
    held.map((one) => one.demand_id),
    now,
  );
  const known = held.filter((one) => demands.has(one.demand_id));
  if (known.length === 0) return;
  await sql`
    insert into demand_retention (demand_id, begun_at)
    select id, ${now}::timestamptz from unnest(${[...demands]}::int[]) as d (id) order by id
    on conflict do nothing`.execute(tx);
  if (await isNewsKept(tx, now)) await keepForNews(tx, keys, known, now);
  await makeNumbers(tx, known);
}

async function holdKnown(tx: Tx, portion: readonly SignatureName[], now: Date): Promise<Known[]> {
  const signatures = portion.map((one) => ({ demandId: one.demand_id, signerKey: one.signer_key }));
  const { rows } = await sql<Known>`
    select s.signer_key, s.demand_id, s.person, s.key_version, s.locale, s.consent_version, s.consented_at,
           s.updates and s.set_aside is null and not ${isBarred("s.signer_key", now)} as wants_news
      from ${lockSignatures(signatures)} s
     where s.person is not null`.execute(tx);
  return rows;
}

/** Those of them that are closed for so long at this moment; until the transaction ends they stay so. */
async function holdPast(tx: Tx, demands: readonly number[], now: Date): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select d.id from demand d where d.id = any (${demands}::int[]) and ${isPast(now)}
     order by d.id for share of d`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Sealed anew, without name and postcode. */
async function keepForNews(tx: Tx, keys: Keys, known: readonly Known[], now: Date): Promise<void> {
  const rows = known.flatMap((one) => {
    const address = one.wants_news ? addressOf(keys, one) : undefined;
    if (address === undefined) return [];
    const text = packPerson({ name: "", address, postcode: null });
    const { bytes, keyVersion } = seal(keys, one.signer_key, text);
    const { signer_key, demand_id, locale, consent_version, consented_at } = one;
    return [
      {
        ...{ signer_key, demand_id, locale, consent_version, consented_at },
        ...{ address: bytes, key_version: keyVersion, kept_since: now },
      },
    ];
  });
  if (rows.length === 0) return;
  await tx
    .insertInto("news_address")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * @returns undefined where the sealed value is broken
 * @throws Error while a key is missing in the ring, so that nobody's wish is lost by that
 */
function addressOf(keys: Keys, { signer_key, person, key_version }: Known): string | undefined {
  if (!keys.sealing.has(key_version))
    throw new Error(`no key of version ${key_version} in the ring`);
  try {
    const sealed = { bytes: person, keyVersion: key_version };
    return unpackPerson(unseal(keys, signer_key, sealed)).address;
  } catch {
    return undefined;
  }
}

/**
 * No link leads to them any more, nor does a set that organisers have frozen. A row is made anew: where it lies is told
 * by its signer's key, so it cannot get another in its place.
 */
async function makeNumbers(tx: Tx, known: readonly Known[]): Promise<void> {
  const names = sql`unnest(${known.map((one) => one.signer_key)}::bytea[],
                           ${known.map((one) => one.demand_id)}::int[],
                           ${known.map(() => randomBytes(16))}::bytea[])`;
  await sql`
    with known as (
      select * from ${names} as k (signer_key, demand_id, random)
    ), unset as (
      delete from review_signature r using known k
       where r.signer_key = k.signer_key and r.demand_id = k.demand_id
    ), gone as (
      delete from signature s using known k
       where s.signer_key = k.signer_key and s.demand_id = k.demand_id
      returning s.demand_id, k.random, s.text_version, s.place, s.confirmed_at, s.set_aside
    )
    insert into signature (demand_id, signer_key, text_version, place, updates, confirmed_at, set_aside)
    select demand_id, random, text_version, place, false,
           date_trunc('month', confirmed_at, 'UTC'), set_aside
      from gone`.execute(tx);
}

/** Where it is still closed for so long, none of its people is left. */
export async function endForgetting(tx: Tx, demand: number, now: Date): Promise<void> {
  if ((await holdPast(tx, [demand], now)).size === 0) return;
  await sql`
    insert into demand_retention (demand_id, begun_at, ended_at)
    values (${demand}, ${now}, ${now})
    on conflict (demand_id) do update set ended_at = greatest(excluded.ended_at, demand_retention.begun_at)`.execute(
    tx,
  );
}
