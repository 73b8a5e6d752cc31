/** Bulk works for tests: begun as organisers begin them, worked on as the worker does. */
import { askForSet, beginBulk, cancelBulk, undoBulk } from "#app/review/bulk/ask-bulk.server.ts";
import type { Conditions } from "#app/review/bulk/bulk.ts";
import { type Bulk, getBulk } from "#app/review/bulk/get-bulk.server.ts";
import { workBulks } from "#app/review/bulk/work-bulks.server.ts";
import type { Db } from "#db/connection.ts";
import type { ReviewDeed, ReviewState } from "#db/schema.ts";

/** @param who an organiser's id */
export function bulkWork(db: Db, who: number, clock: () => Date) {
  const get = async (id: number): Promise<Bulk> => (await getBulk(db, id))!;
  const work = () => workBulks(db, clock);
  async function until(id: number, ...states: ReviewState[]): Promise<Bulk> {
    for (let tries = 0; tries < 10_000; tries++) {
      const bulk = await get(id);
      if (states.includes(bulk.state)) return bulk;
      await work();
    }
    throw new Error(`bulk work ${id} did not become ${states.join(" or ")}`);
  }
  return {
    get,
    work,
    until,
    ask: (deed: ReviewDeed, conditions: Conditions) =>
      askForSet(db, { deed, conditions, organiserId: who }, clock()),
    async find(deed: ReviewDeed, conditions: Conditions): Promise<Bulk> {
      return until(await this.ask(deed, conditions), "found");
    },
    begin: (id: number, saw: string | undefined) =>
      db
        .transaction()
        .execute((tx) => beginBulk(tx, id, who, { saw, reason: "fakes", of: "all" }, clock())),
    cancel: (id: number, saw: string | undefined) =>
      db.transaction().execute((tx) => cancelBulk(tx, id, saw, clock())),
    undo: (id: number, saw: string | undefined) =>
      db.transaction().execute((tx) => undoBulk(tx, id, who, saw, clock())),
  };
}
