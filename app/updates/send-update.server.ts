/** Lets an approved update begin. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { countPeople, sumOf } from "./count-people.server.ts";
import { draftVersion, wholeOf } from "./get-update.server.ts";
import { isClosed } from "./is-closed.server.ts";
import { moveUpdate } from "./move-update.server.ts";

/**
 * Counts whom it is for, once. `update-send-stale`: it is not what was approved, or not what was seen.
 * @param how `reason`: why people are written to who had an update in the last week, empty to leave
 * them out; `saw`: the version of what the sender saw, if it is said
 */
export async function sendUpdate(
  tx: Transaction<Database>,
  id: number,
  { reason, saw }: { reason: string; saw: string | undefined },
  now: Date,
): Promise<Deed> {
  const closed = await isClosed(tx);
  return moveUpdate(tx, id, "send", async (row) => {
    if (closed) return { said: "update-closed" };
    const version = draftVersion(await wholeOf(tx, row));
    if (version !== row.approved_version || (saw !== undefined && saw !== version))
      return { said: "update-send-stale" };
    const { people, limited } = sumOf(await countPeople(tx, row.demand_ids, id, now));
    const reached = reason === "" ? people - limited : people;
    if (reached === 0) return { said: "update-nobody" };
    const leftOut = people - reached;
    return {
      set: { people, begun_at: now, next_at: now, override_reason: reason === "" ? null : reason },
      record: { before: row.state, after: { people: reached, leftOut, reason } },
    };
  });
}
