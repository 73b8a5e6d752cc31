/** The order in which organisers see their demands. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Change } from "../../words/deed.ts";

/** Names an order, by the ids in it. */
export const orderVersion = (ids: readonly number[]): string => versionOf(ids);

/**
 * Moves a demand one place. All are numbered anew, from 1 on.
 * @param saw the order that was seen (`orderVersion`)
 * @returns `stale` where it is another one by now
 */
export async function moveDemand(
  tx: Transaction<Database>,
  demandId: number,
  way: "up" | "down",
  saw: string | undefined,
): Promise<{ outcome: "moved"; changed?: Change } | { outcome: "stale" }> {
  // held in the order of their ids, as signatures hold them
  await tx.selectFrom("demand").select("id").orderBy("id").forNoKeyUpdate().execute();
  const rows = await tx
    .selectFrom("demand")
    .select(["id", "position"])
    .orderBy("position")
    .orderBy("id")
    .execute();
  const ids = rows.map(({ id }) => id);
  const from = ids.indexOf(demandId);
  if (saw !== orderVersion(ids) || from < 0) return { outcome: "stale" };
  const to = way === "up" ? from - 1 : from + 1;
  if (to < 0 || to >= ids.length) return { outcome: "moved" };
  [ids[from], ids[to]] = [ids[to]!, ids[from]!];
  for (const { id, position } of rows) {
    const wished = ids.indexOf(id) + 1;
    if (position !== wished)
      await tx.updateTable("demand").set({ position: wished }).where("id", "=", id).execute();
  }
  const [before, after] = [{ place: from + 1 }, { place: to + 1 }];
  const changed = { action: "demand.move", subject: `demand ${demandId}`, before, after };
  return { outcome: "moved", changed };
}
