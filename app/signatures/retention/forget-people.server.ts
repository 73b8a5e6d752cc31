/** Four weeks after a demand closed its signatures become numbers: demand, wording, place and month. */
import type { Db } from "#db/connection.ts";

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
 */
export async function forgetPeople(db: Db, now: Date, keys: Keys): Promise<void> {
  const due = await listDue(db, now);
  if (due.length === 0) return;
  for (let slice = 0; slice < SLICES; slice++) {
    let last: SignatureName = { signer_key: Buffer.of(slice), demand_id: 0 };
    for (;;) {
      const portion = await listPortion(db, due, last, slice);
      if (portion.length === 0) break;
      await db.transaction().execute((tx) => forgetPortion(tx, keys, portion, now));
      last = portion.at(-1)!;
    }
  }
  for (const demand of due) await db.transaction().execute((tx) => endForgetting(tx, demand, now));
}
