/** The people of an export, opened while the file is written, and written down as exported before that. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures, type SignatureKey } from "#db/lock-signatures.ts";
import type { Database, LocaleCode, Row } from "#db/schema.ts";
import { isBarred } from "#emails/suppression.ts";

import { externalId, type Keys, signerKey, spellId } from "../../keys.server.ts";
import { HOME } from "../../places/country.ts";
import { canonicalAddress, inboxAddress } from "../../signatures/address.ts";
import { personIn } from "../../signatures/manage/get-held.server.ts";
import type { Sealing } from "../../signatures/person.ts";
import { isConsenting, wasTold } from "./consenting.server.ts";
import { FIRST, PORTION } from "./portion.ts";

type Tx = Transaction<Database>;
type Signed = Pick<Row<"signature">, "demand_id" | "signer_key" | "place"> &
  Sealing & { locale: LocaleCode; consent_version: number; consented_at: Date };

/** One row of the file. */
export interface Supporter {
  id: string;
  address: string;
  name: string;
  postcode: string | null;
  /** ISO 3166-1 alpha-2 */
  country: string;
  locale: string;
  /** Of the newest of their signatures. */
  consentedAt: Date;
  consentVersion: number;
  demandIds: number[];
}

interface Found extends Supporter {
  externalId: Buffer;
  signer: Buffer;
  inbox: Buffer;
}

/** @param exportId of an export that was begun @param demandIds whose supporters it is to hold */
export async function* takeSupporters(
  db: Db,
  keys: Keys,
  exportId: number,
  demandIds: readonly number[],
  clock: () => Date,
): AsyncGenerator<Supporter[]> {
  let last: Buffer | undefined = FIRST;
  for (;;) {
    const from: Buffer = last;
    const taken = await db
      .transaction()
      .execute((tx) => takePortion(tx, keys, { exportId, demandIds, from }, clock()));
    if (taken.supporters.length > 0) yield taken.supporters;
    if (!taken.last) return;
    last = taken.last;
  }
}

async function takePortion(
  tx: Tx,
  keys: Keys,
  asked: { exportId: number; demandIds: readonly number[]; from: Buffer },
  now: Date,
): Promise<{ supporters: Supporter[]; last: Buffer | undefined }> {
  const { exportId, demandIds, from } = asked;
  const { rows } = await sql<{ signer_key: Buffer; demand_ids: number[] }>`
    select s.signer_key, array_agg(s.demand_id) as demand_ids from signature s
     where s.signer_key > ${from} and s.demand_id = any (${demandIds}::int[]) and ${isConsenting}
     group by s.signer_key order by s.signer_key limit ${sql.lit(PORTION)}`.execute(tx);
  const signatures = rows.flatMap(({ signer_key, demand_ids }) =>
    demand_ids.map((demandId) => ({ demandId, signerKey: signer_key })),
  );
  const found = await openAll(tx, keys, await holdSigned(tx, signatures, now), now);
  await noteExported(tx, exportId, found);
  return { supporters: found, last: rows.at(-1)?.signer_key };
}

/**
 * Held until it is written down that they were exported, so that whoever unsubscribes or erases meanwhile is
 * either not in the file or known to be; in the order in which all others lock signatures.
 */
async function holdSigned(
  tx: Tx,
  signatures: readonly SignatureKey[],
  now: Date,
): Promise<Signed[]> {
  const { rows } = await sql<Signed>`
    select s.demand_id, s.signer_key, s.key_version, s.person, s.place, s.locale, s.consent_version,
           s.consented_at
      from ${lockSignatures(signatures)} s
     where ${isConsenting} and not ${isBarred("s.signer_key", now)}`.execute(tx);
  return rows;
}

/** In the order of their ids; without those whose inbox takes no mail. */
async function openAll(tx: Tx, keys: Keys, signed: readonly Signed[], now: Date): Promise<Found[]> {
  const bySigner = Map.groupBy(signed, (row) => row.signer_key.toString("hex"));
  const found = [...bySigner.values()].map((rows) => open(keys, rows));
  const inboxes = found.map(({ inbox }) => inbox);
  const { rows } = await sql<{ signer_key: Buffer }>`
    select signer_key from suppression
     where signer_key = any (${inboxes}::bytea[]) and until > ${now}`.execute(tx);
  const barred = new Set(rows.map((row) => row.signer_key.toString("hex")));
  return found
    .filter(({ inbox }) => !barred.has(inbox.toString("hex")))
    .sort((a, b) => Buffer.compare(a.externalId, b.externalId));
}

function open(keys: Keys, rows: readonly Signed[]): Found {
  const newest = rows.reduce((a, b) => (b.consented_at > a.consented_at ? b : a));
  const person = personIn(keys, newest);
  const id = externalId(keys, newest.signer_key);
  return {
    ...person,
    ...{ id: spellId(keys, id), externalId: id, signer: newest.signer_key },
    inbox: signerKey(keys, inboxAddress(canonicalAddress(person.address))),
    // a constituency's code is longer than a country's
    country: newest.place.length === 2 ? newest.place : HOME,
    locale: newest.locale,
    consentedAt: newest.consented_at,
    consentVersion: newest.consent_version,
    demandIds: rows.map((row) => row.demand_id),
  };
}

/** Who was told to be removed before, or had erased everything, begins anew. */
async function noteExported(tx: Tx, exportId: number, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  await sql`
    insert into exported_supporter as e (external_id, signer_key, demand_ids, export_ids)
    select id, signer, demands::int[], array[${exportId}::int]
      from unnest(${found.map((one) => one.externalId)}::bytea[], ${found.map((one) => one.signer)}::bytea[],
                  ${found.map((one) => `{${one.demandIds.join()}}`)}::text[]) as one (id, signer, demands)
     order by id
    on conflict (external_id) do update set
      signer_key = excluded.signer_key, unlinked_at = null, removal_id = null,
      export_ids = e.export_ids || excluded.export_ids,
      demand_ids = case when e.signer_key is not null and not ${wasTold}
        then array(select distinct unnest(e.demand_ids || excluded.demand_ids) order by 1)
        else excluded.demand_ids end`.execute(tx);
  await tx
    .updateTable("supporter_export")
    .set((eb) => ({ people: eb("people", "+", found.length) }))
    .where("id", "=", exportId)
    .execute();
}
