/** What every importer does alike: one transaction, kept or left, and no code twice. */
import type { Db } from "#db/connection.ts";

/** Carries the outcome of a trial past the rollback. */
class TrialEnded extends Error {}

/**
 * Runs an import in one transaction; in a trial everything is undone at its end, so that a trial
 * finds exactly what the import would.
 */
export async function inTrialOrForGood<Outcome>(
  db: Db,
  trial: boolean,
  work: (trx: Db) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome: { value?: Outcome } = {};
  try {
    await db.transaction().execute(async (trx) => {
      outcome.value = await work(trx);
      if (trial) throw new TrialEnded();
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
  return [...twice].map((value) => `${what} ${value} is there more than once.`);
}
