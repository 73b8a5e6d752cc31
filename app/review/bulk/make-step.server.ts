/** One step of a bulk work, or of undoing it: some hundred signatures in a transaction, with how far it has come. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures, type SignatureKey } from "#db/lock-signatures.ts";

import { setStanding, type WasSet } from "../../signatures/set-aside.server.ts";
import { askedStandings, makes, STEP } from "./bulk.ts";
import { type Bulk, getBulkToChange } from "./get-bulk.server.ts";

/** Sets the next signatures; what they were is kept with the set. */
export async function makeStep(tx: Db, id: number, now: Date, most = STEP): Promise<void> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.state !== "running") return;
  const { deed, conditions, created_at, number, done } = bulk;
  const end = Math.min(done + most, number!);
  const signatures = await listSet(tx, bulk, done, end);
  const setting = { signatures, from: askedStandings(deed, conditions), to: makes[deed].to };
  const set = await setStanding(tx, { ...setting, reviewId: id, seenAt: created_at }, now);
  await keepWas(tx, id, set);
  const isOver = end === number;
  await tx
    .updateTable("review")
    .set({
      ...{ done: end, changed: bulk.changed + set.length },
      ...(isOver && { state: "done", finished_at: now }),
    })
    .where("id", "=", id)
    .execute();
}

/**
 * Sets the next ones back to what they were, where nothing but this work has changed them since. All are
 * locked before any is set, and their demands: two statements would else lock them in an order of their own.
 */
export async function undoStep(tx: Db, id: number, now: Date, most = STEP): Promise<void> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.state !== "undoing") return;
  const { deed, created_at, undone, done } = bulk;
  const end = Math.min(undone + most, done);
  const members = await listSet(tx, bulk, undone, end);
  await lockAll(tx, members);
  let restored = bulk.restored;
  for (const to of ["counted", "held"] as const) {
    const signatures = members.filter(({ was }) => was === to);
    if (signatures.length === 0) continue;
    const setting = { signatures, from: [makes[deed].to], to, undoes: true };
    const set = await setStanding(tx, { ...setting, reviewId: id, seenAt: created_at }, now);
    restored += set.length;
  }
  const isOver = end === done;
  await tx
    .updateTable("review")
    .set({ undone: end, restored, ...(isOver && { state: "undone", undone_at: now }) })
    .where("id", "=", id)
    .execute();
  if (isOver) await dropSet(tx, id);
}

/** Nothing is found or undone by it any more. */
export async function dropSet(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom("review_signature").where("review_id", "=", id).execute();
}

interface Member extends SignatureKey {
  was: "counted" | "held" | null;
}

/** Those on the places after `first`, up to `end`. */
async function listSet(tx: Db, { id }: Bulk, first: number, end: number): Promise<Member[]> {
  return tx
    .selectFrom("review_signature")
    .select(["demand_id as demandId", "signer_key as signerKey", "was"])
    .where("review_id", "=", id)
    .where("place", ">", first)
    .where("place", "<=", end)
    .execute();
}

async function lockAll(tx: Db, signatures: readonly SignatureKey[]): Promise<void> {
  const demands = signatures.map(({ demandId }) => demandId);
  await sql`select count(*) from ${lockSignatures(signatures)}`.execute(tx);
  await sql`
    select from demand where id = any (${demands}::int[]) order by id for no key update`.execute(
    tx,
  );
}

/** Comes after the signatures are locked, as withdrawing takes them out of sets. */
async function keepWas(tx: Db, id: number, set: readonly WasSet[]): Promise<void> {
  await sql`
    update review_signature r set was = k.was
      from unnest(${set.map(({ demandId }) => demandId)}::int[],
                  ${set.map(({ signerKey }) => signerKey)}::bytea[],
                  ${set.map(({ was }) => was)}::text[]) as k (demand_id, signer_key, was)
     where r.review_id = ${id} and r.signer_key = k.signer_key
       and r.demand_id = k.demand_id`.execute(tx);
}
