/** Runs an import that was tried: what was seen is done, or nothing is. */
import type { Connection, Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import { versionOf } from "#db/version-of.ts";

import type { ImportReport } from "../report.ts";
import { some } from "../some.ts";
import type { How } from "../trial.server.ts";
import { forgetChunks, whileLaidDown } from "./chunks.server.ts";
import type { Run } from "./get-run.server.ts";
import { importGiven } from "./import-given.server.ts";
import { recordImport } from "./record-import.server.ts";
import { type Told, withoutPrivate } from "./run.ts";

/** Ends the transaction of an import that would do something else than was seen. */
class Otherwise extends Error {}

const version = (report: ImportReport) => versionOf(report as unknown as Json);

/**
 * Where it would do something else than was seen, or is refused by now, nothing is done and it is tried
 * anew. @returns false when another import was running
 */
export async function runGiven(
  tools: Pick<Connection, "db" | "pool">,
  run: Run,
  now: Date,
  say: (sentence: string) => void,
): Promise<boolean> {
  const { db } = tools;
  const seen = run.told!;
  const given = {
    ...{ kind: run.kind, source: run.source, name: run.name, bytes: run.bytes },
    ...{ partOf: run.part_of, organiserId: run.organiser_id, isForced: run.is_forced },
  };
  const how: How = {
    dryRun: false,
    force: run.is_forced,
    record: async (trx, report, changes) => {
      if (version(report) !== version(seen.report)) throw new Otherwise();
      await finish(trx, run, seen, now);
      await recordImport(trx, run.id, given, report, changes, now);
    },
  };
  try {
    const outcome = await whileLaidDown(db, run, (file) =>
      importGiven(tools, given, file, how, now, (lines) =>
        say(`${some(lines, "line", "lines")} read`),
      ),
    );
    if (outcome.isBusy) return false;
    if (outcome.problems.length > 0) await tryAnew(db, run);
  } catch (error) {
    if (!(error instanceof Otherwise)) throw error;
    await tryAnew(db, run);
  }
  return true;
}

/** @throws Otherwise where it is no longer to be run */
async function finish(trx: Db, run: Run, seen: Told, now: Date): Promise<void> {
  const told: Told = { ...seen, report: withoutPrivate(seen.report) };
  const { numUpdatedRows } = await trx
    .updateTable("import_run")
    .set({
      ...{ state: run.kind === "postcodes" ? "placing" : "done", finished_at: now },
      ...{ told: JSON.stringify(told), begun: 0, progress: null },
    })
    .where("id", "=", run.id)
    .where("state", "=", "running")
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Otherwise();
  await forgetChunks(trx, run.id);
}

async function tryAnew(db: Db, { id }: Run): Promise<void> {
  await db
    .updateTable("import_run")
    .set({ state: "waiting", is_otherwise: true, begun: 0, progress: null })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}
