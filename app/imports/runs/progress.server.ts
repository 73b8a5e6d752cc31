/** Keeps a sentence on how far an import is, for those who watch its page. */
import type { Db } from "#db/connection.ts";

/** In milliseconds between two sentences that are kept. */
const EVERY = 1_000;

/** @returns `at` keeps the newest sentence now and then, `end` waits for the last one */
export function sayProgress(db: Db, runId: number) {
  let last = -Infinity;
  let writing: Promise<unknown> = Promise.resolve();
  return {
    at: (progress: string) => {
      if (performance.now() - last < EVERY) return;
      last = performance.now();
      // an import goes on though nobody hears how far it is
      writing = db
        .updateTable("import_run")
        .set({ progress })
        .where("id", "=", runId)
        .where("state", "in", ["waiting", "running", "placing"])
        .execute()
        .catch(() => {});
    },
    end: () => writing,
  };
}
