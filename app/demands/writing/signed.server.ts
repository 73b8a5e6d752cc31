/** Who has given their name to the words of a demand, in numbers. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, LocaleCode } from "#db/schema.ts";

export interface Signed {
  /** Signatures that were given to the words as they stand. */
  signed: number;
  /** Signatures that were given to any words of the demand. */
  all: number;
  /** Signings that name it and are not confirmed yet. */
  waiting: number;
}

/** @param of.locale only those who were shown the words in this language */
export interface Asked {
  demandId: number;
  textVersion: number;
  locale?: LocaleCode | undefined;
}

/** In which language a number was given, whose person is forgotten, nobody knows: it may have been this one. */
const inLocale = (locale: LocaleCode | undefined) =>
  locale === undefined ? sql`true` : sql`(locale = ${locale} or locale is null)`;

export async function countSigned(
  db: Db,
  { demandId, textVersion, locale }: Asked,
): Promise<Signed> {
  const query = sql<Signed>`
    select given.signed, given.all, waiting.waiting
      from (select count(*) filter (where text_version = ${textVersion})::int as signed,
                   count(*)::int as all
              from signature
             where demand_id = ${demandId} and ${inLocale(locale)} and set_aside is null) given,
           (select count(*)::int as waiting
              from signing s where ${demandId} = any (s.demand_ids) and ${inLocale(locale)}
               and not exists (select true from signature g where g.demand_id = ${demandId}
                                  and g.signer_key = s.signer_key)) waiting`;
  const { rows } = await query.execute(db);
  return rows[0]!;
}

/**
 * Comes before the demand is held, as withdrawing takes signings first: neither waits for the other in
 * a circle. Signing takes the version of the words without holding the demand, so where nobody has
 * signed one that can be signed, signings wait until this transaction has ended; the rest of them never do.
 * @param isPublic whether it can be signed at this moment
 * @returns whether they wait
 */
export async function holdSignings(
  tx: Transaction<Database>,
  asked: Asked,
  isPublic: boolean,
): Promise<boolean> {
  if (!isPublic || (await hasSigners(tx, asked))) return false;
  // waits for those that are being stored; those that come meanwhile see what is written here
  await sql`lock table only signing in share mode`.execute(tx);
  return true;
}

/**
 * Whether a signature may have been given to a demand's words, or may yet be: then they stay as they are.
 * @param now.areHeld what `holdSignings` gave; where it found signers, they may have gone since, and others come
 */
export const isSigned = async (
  tx: Transaction<Database>,
  asked: Asked,
  { isPublic, areHeld }: { isPublic: boolean; areHeld: boolean },
): Promise<boolean> => (isPublic && !areHeld) || hasSigners(tx, asked);

async function hasSigners(db: Db, { demandId, textVersion, locale }: Asked): Promise<boolean> {
  // in one language only what was given to these words counts; of the demand whatever was given
  const version = locale === undefined ? sql`true` : sql`text_version = ${textVersion}`;
  const query = sql<{ found: boolean }>`
    select exists (select true from signature
                    where demand_id = ${demandId} and ${version} and ${inLocale(locale)})
        or exists (select true from signing
                    where ${demandId} = any (demand_ids) and ${inLocale(locale)}) as found`;
  const { rows } = await query.execute(db);
  return rows[0]!.found;
}
