/** What is set aside is found without reading what is not; a span of time likewise. */
import { buildIndex } from "../build-index.ts";
import type { Db } from "../connection.ts";

export async function prepare(db: Db): Promise<void> {
  // few rows, and none for who is counted
  await buildIndex(
    db,
    "signature_set_aside",
    "on signature (demand_id, set_aside, confirmed_at) where set_aside is not null",
  );
  // signatures come in the order of time: a few entries for the whole table
  await buildIndex(db, "signature_by_time", "on signature using brin (confirmed_at)");
}

export const up = (): Promise<void> => Promise.resolve();
