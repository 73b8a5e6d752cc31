/** Tries an import: finds the whole difference, and changes nothing. */
import type { Connection } from "#db/connection.ts";

import { some } from "../some.ts";
import { whileLaidDown } from "./chunks.server.ts";
import type { Run } from "./get-run.server.ts";
import { importGiven, type Outcome } from "./import-given.server.ts";

/**
 * What is doubtful is tried once more as if it were forced, so that the difference shows what that would
 * do. @returns false when another import was running
 */
export async function tryGiven(
  tools: Pick<Connection, "db" | "pool">,
  run: Run,
  now: Date,
  say: (sentence: string) => void,
): Promise<boolean> {
  const { db } = tools;
  const given = { kind: run.kind, source: run.source, partOf: run.part_of };
  const outcome = await whileLaidDown(db, run, async (file, unplaced) => {
    const attempt = (force: boolean) =>
      importGiven(tools, given, file, { ...trial, force }, now, (lines) =>
        say(`${some(lines, "line", "lines")} read`),
      );
    const first = await attempt(false);
    const second = first.forcible ? await attempt(true) : first;
    const both: Outcome = {
      ...second,
      isBusy: first.isBusy || second.isBusy,
      // what cannot be forced after all says so itself
      problems: second.problems.length > 0 ? second.problems : first.problems,
      forcible: first.forcible && second.problems.length === 0,
    };
    return { ...both, problems: both.problems.map(unplaced) };
  });
  const { isBusy, ...told } = outcome;
  if (isBusy) return false;
  await db
    .updateTable("import_run")
    .set({ state: "tried", told: JSON.stringify(told), begun: 0, progress: null })
    .where("id", "=", run.id)
    .where("state", "=", "waiting")
    .execute();
  return true;
}

const trial = { dryRun: true, record: () => Promise.resolve() };
