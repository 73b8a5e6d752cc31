/** What organisers decide about an import that was tried: to run it, or to throw it away. */
import type { Db } from "#db/connection.ts";

import type { Deed } from "../../words/deed.ts";
import { forgetChunks } from "./chunks.server.ts";
import { getRunToChange } from "./get-run.server.ts";

/**
 * Has it run, in the background, by this organiser.
 * @param saw the version of the difference that was seen
 * @param isForced whether doubts are known and it is wanted all the same
 */
export async function askToRun(
  tx: Db,
  id: number,
  organiserId: number,
  { saw, isForced }: { saw: string | undefined; isForced: boolean },
): Promise<Deed> {
  const run = await getRunToChange(tx, id);
  if (run?.state !== "tried") return { said: "import-not-tried" };
  if (run.version !== saw) return { said: "import-stale" };
  const { problems, forcible } = run.told!;
  if (problems.length > 0 && !(forcible && isForced)) return { said: "import-refused" };
  await tx
    .updateTable("import_run")
    .set({
      ...{ state: "running", begun: 0, is_otherwise: false, progress: null },
      ...{ is_forced: problems.length > 0, organiser_id: organiserId },
    })
    .where("id", "=", id)
    .execute();
  return { said: "import-runs" };
}

/** Throws away what was given; nothing that is stored depends on it. */
export async function dropRun(tx: Db, id: number, now: Date): Promise<Deed> {
  const run = await getRunToChange(tx, id);
  if (run?.state !== "tried" && run?.state !== "waiting") return { said: "import-not-tried" };
  await tx
    .updateTable("import_run")
    .set({ state: "dropped", finished_at: now, progress: null, told: null })
    .where("id", "=", id)
    .execute();
  await forgetChunks(tx, id);
  return { said: "import-dropped" };
}
