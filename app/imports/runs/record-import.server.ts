/** Writes an import down in its own transaction: in the audit log, and as a record that can be undone. */
import type { Db } from "#db/connection.ts";

import { writeAudit } from "../../organisers/audit.server.ts";
import type { ImportReport } from "../report.ts";
import { keepReport } from "../tell-report.ts";
import { keepChanges } from "../undo/images.server.ts";
import type { RowChange } from "../undo/row-change.ts";
import { type Given, type Told, toldOf, withoutPrivate } from "./run.ts";

/** What was imported, and whether in spite of doubts. */
type Entry = Given & { isForced: boolean };

/** @param runId the record that it belongs to */
export async function recordImport(
  trx: Db,
  runId: number,
  { kind, name, partOf, isForced, organiserId }: Entry,
  report: ImportReport,
  changes: readonly RowChange[],
  now: Date,
): Promise<void> {
  await keepChanges(trx, runId, changes);
  const kept = keepReport(report);
  const after = {
    ...(isForced ? { forced: true } : {}),
    ...(partOf.length > 0 ? { "part of": partOf } : {}),
    ...(Object.keys(kept).length > 0 ? kept : { changed: "nothing" }),
  };
  const change = { action: `import.${kind}`, subject: name, after };
  await writeAudit(trx, organiserId, change, now);
}

/** The record of an import that was not asked for on a page. @returns its id */
export async function addDone(
  trx: Db,
  { kind, source, name, bytes, partOf, isForced, organiserId }: Entry,
  report: ImportReport,
  now: Date,
): Promise<number> {
  const told: Told = { ...toldOf([]), report: withoutPrivate(report) };
  const { id } = await trx
    .insertInto("import_run")
    .values({
      ...{ kind, source, name, bytes, state: "done" as const },
      ...{ part_of: [...partOf], is_forced: isForced, organiser_id: organiserId },
      ...{ told: JSON.stringify(told), created_at: now, finished_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
