/** The import that a path names. */
import type { RequestContext } from "../context.server.ts";
import { getRun, type Run } from "../imports/runs/get-run.server.ts";
import { answer } from "./answers.server.ts";

/** @throws 404 where there is none */
export async function requireImport(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Run> {
  const run = id && /^\d{1,9}$/.test(id) ? await getRun(db, Number(id)) : undefined;
  if (!run) throw answer(404);
  return run;
}
