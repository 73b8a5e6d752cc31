/** Placing those who signed before their postcode was in the table. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures } from "#db/lock-signatures.ts";
import type { Row } from "#db/schema.ts";

import { type Keys, unseal } from "../keys.server.ts";
import { HOME } from "../places/country.ts";
import { listAreasOfPostcodes } from "../places/place.server.ts";
import { type Sealing, unpackPerson } from "./person.ts";

/** Signatures that are read, and moved, at once. */
const BATCH = 1_000;

type Unplaced = Pick<Row<"signature">, "demand_id" | "signer_key"> & Sealing;

export interface PlacedLater {
  /** Signatures: whoever signed two demands counts twice. */
  placed: number;
  /** Left as they are: their key is not in the ring, or the sealed value is broken. */
  unreadable: number;
}

/**
 * Moves signatures counted as somewhere in Britain to the constituency of their postcode, where
 * the table knows it by now; totals and hours stay. Signing, confirming and withdrawing go on
 * meanwhile. Running it again places nothing twice. A pending signing keeps the place it was made
 * with, so one that is confirmed later waits for the next run. Memory stays flat.
 * @param onProgress told how many signatures were looked at
 */
export async function placeEarlierSigners(
  db: Db,
  keys: Keys,
  now: Date,
  onProgress: (looked: number) => void = () => {},
): Promise<PlacedLater> {
  let placed = 0;
  let unreadable = 0;
  let looked = 0;
  let last: Unplaced | undefined;
  for (;;) {
    const batch = await listUnplaced(db, last);
    last = batch.at(-1);
    if (!last) return { placed, unreadable };
    const homes = batch.flatMap((row) => {
      const postcode = readPostcodeOf(keys, row);
      if (postcode === undefined) unreadable += 1;
      return postcode ? [{ row, postcode }] : [];
    });
    const areas = await listAreasOfPostcodes(
      db,
      homes.map(({ postcode }) => postcode),
    );
    const known = homes.flatMap(({ row, postcode }) => {
      const place = areas.get(postcode);
      return place === undefined ? [] : [{ row, place }];
    });
    if (known.length > 0) placed += await move(db, known, now);
    looked += batch.length;
    onProgress(looked);
  }
}

/** The next people's by key, after the last one that was read. */
async function listUnplaced(db: Db, after: Unplaced | undefined): Promise<Unplaced[]> {
  return db
    .selectFrom("signature")
    .select(["demand_id", "signer_key", "key_version", "person"])
    .where("place", "=", sql.lit(HOME))
    .where("person", "is not", null)
    .$narrowType<Sealing>()
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(demand_id, signer_key) > (${after!.demand_id}, ${after!.signer_key})`,
      ),
    )
    .orderBy("demand_id")
    .orderBy("signer_key")
    .limit(BATCH)
    .execute();
}

/** @returns undefined where the person cannot be read */
function readPostcodeOf(keys: Keys, row: Unplaced): string | null | undefined {
  try {
    const sealed = { bytes: row.person, keyVersion: row.key_version };
    return unpackPerson(unseal(keys, row.signer_key, sealed)).postcode;
  } catch {
    return undefined;
  }
}

/**
 * Moves a batch and its tallies in one statement. A signature that was withdrawn, made anew or
 * sealed anew since it was read is left out: the sealed value tells. Rows are locked in the order in
 * which confirming and withdrawing lock them; of the demand only the moment of counting moves.
 * @returns how many were moved
 */
async function move(
  db: Db,
  known: readonly { row: Unplaced; place: string }[],
  now: Date,
): Promise<number> {
  const signatures = known.map(({ row }) => ({
    demandId: row.demand_id,
    signerKey: row.signer_key,
  }));
  const { rows } = await sql<{ moved: number }>`
    with known as (
      select * from unnest(${known.map(({ row }) => row.demand_id)}::int[],
                           ${known.map(({ row }) => row.signer_key)}::bytea[],
                           ${known.map(({ row }) => row.person)}::bytea[],
                           ${known.map(({ place }) => place)}::text[])
                    as k (demand_id, signer_key, person, place)
    ), locked as (
      select s.demand_id, s.signer_key, k.place
        from known k
        join ${lockSignatures(signatures)} s using (demand_id, signer_key)
       where s.place = ${sql.lit(HOME)} and s.person = k.person
    ), moved as (
      update signature s set place = l.place
        from locked l where l.demand_id = s.demand_id and l.signer_key = s.signer_key
      returning s.demand_id, s.place, s.set_aside
    ), counted as (
      select demand_id, place from moved where set_aside is null
    ), changed as (
      select demand_id, place, count(*)::int as number from counted group by demand_id, place
      union all
      select demand_id, ${sql.lit(HOME)}, count(*)::int from counted group by demand_id
    ), demands as (
      select * from (
        select d.id from demand d where d.id in (select demand_id from counted)
         order by d.id for no key update
      ) d
    ), noted as (
      update demand d set counted_at = greatest(d.counted_at, ${now}::timestamptz)
        from demands where demands.id = d.id
      returning d.id
    ), tallied as (
      insert into tally_place as t (demand_id, place, signature_count)
      select c.demand_id, c.place, c.number from changed c join noted on noted.id = c.demand_id
       order by c.demand_id, c.place
      on conflict (demand_id, place) do update
        set signature_count = t.signature_count
          + case when t.place = ${sql.lit(HOME)} then -excluded.signature_count
                 else excluded.signature_count end
    )
    select count(*)::int as moved from moved`.execute(db);
  return rows[0]!.moved;
}
