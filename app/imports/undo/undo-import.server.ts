/** Undoes an import: what it changed is put back as it was, what was changed since is left. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import { versionOf } from "#db/version-of.ts";

import type { Deed } from "../../words/deed.ts";
import { getRunToChange, type Run } from "../runs/get-run.server.ts";
import { UNDO_KEPT, withoutPrivate } from "../runs/run.ts";
import type { ImportReport } from "../report.ts";
import { keepReport } from "../tell-report.ts";
import { IMPORT_LOCK } from "../trial.server.ts";
import { listChanges, lookAtRows } from "./images.server.ts";
import { planUndo, type UndoPlan } from "./plan.ts";
import { putBack } from "./put-back.server.ts";
import { tellUndo } from "./tell-undo.ts";
import { listUsed } from "./used.server.ts";

/** What undoing would do as things stand; its version says which one was seen. */
export interface UndoSeen {
  plan: UndoPlan;
  report: ImportReport;
  version: string;
}

/** @returns undefined where an import cannot be undone, or no longer */
export async function seeUndo(
  db: Db,
  run: Pick<Run, "id" | "kind" | "state" | "finished_at">,
  now: Date,
): Promise<UndoSeen | undefined> {
  const { kind, state, finished_at } = run;
  if (state !== "done" || kind === "postcodes") return undefined;
  if (now.getTime() - finished_at!.getTime() > UNDO_KEPT) return undefined;
  const changes = await listChanges(db, run.id);
  if (changes.length === 0) return undefined;
  const rows = await lookAtRows(db);
  const plan = planUndo(changes, rows, await listUsed(db, changes));
  const report = tellUndo(plan, rows);
  return { plan, report, version: versionOf(report as unknown as Json) };
}

/** @param saw the version of what it was said to do */
export async function undoImport(
  tx: Db,
  id: number,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${IMPORT_LOCK}) as taken`.execute(tx);
  if (!rows[0]!.taken) return { said: "import-busy" };
  const run = await getRunToChange(tx, id);
  const seen = run && (await seeUndo(tx, run, now));
  if (!seen) return { said: "import-not-undone" };
  if (seen.version !== saw) return { said: "import-undo-stale" };
  await putBack(tx, seen.plan.back);
  await tx
    .updateTable("import_run")
    .set({ state: "undone", undone_at: now, undone_by: organiserId })
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("import_change").where("run_id", "=", id).execute();
  const after = keepReport(withoutPrivate(seen.report));
  return {
    said: "import-undone",
    changed: { action: "import.undo", subject: `import ${id} (${run.name})`, after },
  };
}
