/** Freezes the set of a bulk work: which signatures it is of, slice by slice, and what they are. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { askedStandings, PLACES_SEEN, type Seen, type Split } from "./bulk.ts";
import { type Bulk, getBulkToChange } from "./get-bulk.server.ts";
import { matching } from "./matching.server.ts";

/** Keys of signers are spread evenly, so each first byte stands for as many. */
export const SLICES = 256;

/**
 * Looks through some slices, in a transaction. `done` is the slices looked through, until all are.
 * Who is found is held meanwhile, so that withdrawing waits and then takes them out of the set again.
 */
export async function findSome(tx: Db, id: number, slices: number, now: Date): Promise<void> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.state !== "finding") return;
  const end = Math.min(bulk.done + slices, SLICES);
  await insertSlices(tx, bulk, bulk.done, end);
  if (end < SLICES) {
    await tx.updateTable("review").set({ done: end }).where("id", "=", id).execute();
    return;
  }
  const number = await countSet(tx, id);
  const isWanted = bulk.begun_at !== null;
  const state = !isWanted ? "found" : number > 0 ? "running" : "done";
  await tx
    .updateTable("review")
    .set({
      ...{ state, number, done: 0, found_at: now, seen: JSON.stringify(await describeSet(tx, id)) },
      ...(state === "done" && { finished_at: now }),
    })
    .where("id", "=", id)
    .execute();
}

async function insertSlices(tx: Db, bulk: Bulk, first: number, end: number): Promise<void> {
  const { id, deed, conditions, created_at } = bulk;
  const below = end === SLICES ? sql`true` : sql`s.signer_key < ${Buffer.from([end])}`;
  const isMeant = sql`${matching(conditions)}
         and coalesce(s.set_aside, 'counted') = any (${askedStandings(deed, conditions)}::text[])
         and s.confirmed_at <= ${created_at}::timestamptz`;
  await sql`
    with found as (
      select array_agg(s.demand_id) as demands, array_agg(s.signer_key) as signers
        from signature s
       where s.signer_key >= ${Buffer.from([first])} and ${below} and ${isMeant}
    ), mine as (
      -- somebody else may have changed them before they were locked
      select s.demand_id, s.signer_key
        from found f cross join lateral lock_signatures(f.demands, f.signers) s
       where ${isMeant}
    )
    insert into review_signature (review_id, place, demand_id, signer_key)
    select ${id}, l.last + row_number() over (order by m.signer_key, m.demand_id),
           m.demand_id, m.signer_key
      from mine m
     cross join (select coalesce(max(place), 0) as last
                   from review_signature where review_id = ${id}) l`.execute(tx);
}

/** The last place: nobody comes to the set any more, and who withdraws leaves a gap. */
async function countSet(tx: Db, id: number): Promise<number> {
  const { number } = await tx
    .selectFrom("review_signature")
    .select(({ fn }) => fn.coalesce(fn.max("place"), sql<number>`0`).as("number"))
    .where("review_id", "=", id)
    .executeTakeFirstOrThrow();
  return number;
}

async function describeSet(tx: Db, id: number): Promise<Seen> {
  const { rows } = await sql<{ demand_id: number; place: string } & Split>`
    select s.demand_id, s.place, count(*) filter (where s.set_aside is null)::int as counted,
           count(s.set_aside)::int as held
      from review_signature r
      join signature s on s.signer_key = r.signer_key and s.demand_id = r.demand_id
     where r.review_id = ${id}
     group by s.demand_id, s.place`.execute(tx);
  const demands = sumsBy(rows, ({ demand_id }) => demand_id).map(([demand, split]) => ({
    demand,
    ...split,
  }));
  const places = sumsBy(rows, ({ place }) => place).map(([place, split]) => ({ place, ...split }));
  const others = places.slice(PLACES_SEEN);
  return {
    demands,
    places: places.slice(0, PLACES_SEEN),
    otherPlaces: others.length,
    others: others.reduce(plus, { counted: 0, held: 0 }),
  };
}

const plus = (sum: Split, { counted, held }: Split): Split => ({
  counted: sum.counted + counted,
  held: sum.held + held,
});

/** The most first. */
function sumsBy<Row extends Split, Key>(rows: readonly Row[], keyOf: (row: Row) => Key) {
  const sums = new Map<Key, Split>();
  for (const row of rows) {
    const key = keyOf(row);
    sums.set(key, plus(sums.get(key) ?? { counted: 0, held: 0 }, row));
  }
  const size = ({ counted, held }: Split) => counted + held;
  return [...sums].sort(([, a], [, b]) => size(b) - size(a));
}
