/** What every importer does alike: one transaction, kept or left, written down, and no code twice. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { ImportReport } from "./report.ts";
import { shorten } from "./shorten.ts";
import { changesSince, lookAtRows } from "./undo/images.server.ts";
import type { RowChange } from "./undo/row-change.ts";

/** How a person wants an import done. */
export interface How {
  /** Finds out what would change and leaves it. */
  dryRun: boolean;
  /** Takes what looks implausible. */
  force: boolean;
  /**
   * Writes the import down, in its own transaction; a trial is no deed and is not written down.
   * @param changes the rows that it wrote, of which those of postcodes are too many
   */
  record: (trx: Db, report: ImportReport, changes: readonly RowChange[]) => Promise<void>;
}

/** Held until the transaction of an import ends: there is one at a time, whatever it imports. */
export const IMPORT_LOCK = 8_012_029;

/** Carries the outcome past a rollback. */
class TrialEnded extends Error {}

/**
 * Runs an import in one transaction; in a trial everything is undone at its end, so that a trial
 * finds exactly what the import would. A refusal undoes everything too. Waits while another import runs.
 */
export async function inTrialOrForGood<
  Outcome extends { kind: "imported"; report: ImportReport } | { kind: "refused" },
>(db: Db, how: How, work: (trx: Db) => Promise<Outcome>): Promise<Outcome> {
  const outcome: { value?: Outcome } = {};
  try {
    await db.transaction().execute(async (trx) => {
      // one of postcodes takes its time
      await sql`set local statement_timeout = 0`.execute(trx);
      await sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`.execute(trx);
      const before = how.dryRun ? undefined : await lookAtRows(trx);
      const done = await work(trx);
      outcome.value = done;
      if (!before || done.kind === "refused") throw new TrialEnded();
      await how.record(trx, done.report, await changesSince(trx, before));
    });
  } catch (error) {
    if (!(error instanceof TrialEnded)) throw error;
  }
  return outcome.value!;
}

/** @returns a line for each value that is there more than once */
export function duplicates(what: string, values: readonly (string | number)[]): string[] {
  const seen = new Set<string | number>();
  const twice = new Set<string | number>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return shorten([...twice].map((value) => `${what} ${value} is there more than once.`));
}
