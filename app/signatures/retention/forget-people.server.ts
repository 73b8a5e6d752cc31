/** Four weeks after a demand closed its signatures become numbers: demand, wording, place and month. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import { patiently } from "#db/partitions.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { listDue } from "./due.server.ts";
import {
  endForgetting,
  forgetPortion,
  listPortion,
  type SignatureName,
} from "./forget-portion.server.ts";

/** Keys are spread evenly: of each first byte there are about as many. */
const SLICES = 256;

/**
 * Every night. Goes through signatures in the order of their keys, some hundreds in a transaction; cut off, it begins
 * anew. A demand that was opened again meanwhile keeps its people, as far as they are known still.
 * @throws the first error, once all is done of the demands that had none; the others are due again the next night
 */
export async function forgetPeople(db: Db, now: Date, keys: Keys): Promise<void> {
  const due = new Set(await listDue(db, now));
  if (due.size === 0) return;
  const errors: unknown[] = [];
  /** What cannot be done with others is done demand by demand, to find the one that fails. */
  async function forget(portion: readonly SignatureName[]): Promise<void> {
    const demands = [...new Set(portion.map((one) => one.demand_id))];
    try {
      await inTransaction(db, (tx) => forgetPortion(tx, keys, portion, now));
    } catch (error) {
      if (demands.length > 1) {
        for (const demand of demands)
          await forget(portion.filter((one) => one.demand_id === demand));
        return;
      }
      errors.push(error);
      due.delete(demands[0]!);
    }
  }
  for (let slice = 0; slice < SLICES; slice++) {
    let last: SignatureName = { signer_key: Buffer.of(slice), demand_id: 0 };
    for (;;) {
      const portion = await listPortion(db, [...due], last, slice);
      if (portion.length === 0) break;
      await forget(portion);
      last = portion.at(-1)!;
    }
  }
  for (const demand of due) await inTransaction(db, (tx) => endForgetting(tx, demand, now));
  if (errors.length > 0) throw errors[0];
}

/** Begun anew where it was in the way of another. */
const inTransaction = (db: Db, does: (tx: Transaction<Database>) => Promise<void>): Promise<void> =>
  patiently(() => db.transaction().execute(does));
