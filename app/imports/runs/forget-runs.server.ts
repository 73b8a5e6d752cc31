/** Clears away what imports leave: files that nobody runs, and what undoes an import, in its time. */
import type { Db } from "#db/connection.ts";

import { ARRIVING_KEPT, UNDO_KEPT, UPLOAD_KEPT } from "./run.ts";

/** A file that stopped arriving leaves nothing; one that nobody ran for a day is thrown away. */
export async function forgetRuns(db: Db, now: Date): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age);
  await db
    .deleteFrom("import_run")
    .where("state", "=", "arriving")
    .where("created_at", "<", before(ARRIVING_KEPT))
    .execute();
  await db
    .updateTable("import_run")
    .set({ state: "dropped", finished_at: now, told: null })
    .where("state", "=", "tried")
    .where("created_at", "<", before(UPLOAD_KEPT))
    .execute();
  await db
    .deleteFrom("import_chunk")
    .where("run_id", "in", (eb) =>
      eb
        .selectFrom("import_run")
        .select("id")
        .where("state", "not in", ["arriving", "waiting", "tried", "running"]),
    )
    .execute();
  await db
    .deleteFrom("import_change")
    .where("run_id", "in", (eb) =>
      eb.selectFrom("import_run").select("id").where("finished_at", "<", before(UNDO_KEPT)),
    )
    .execute();
  await db
    .deleteFrom("import_run")
    .where("state", "in", ["dropped", "failed"])
    .where("finished_at", "<", before(UNDO_KEPT))
    .execute();
}
