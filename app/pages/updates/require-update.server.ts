/** The update that a path names. */
import type { RequestContext } from "../../context.server.ts";
import { getUpdate } from "../../updates/get-update.server.ts";
import type { Update } from "../../updates/update.ts";
import { answer } from "../answers.server.ts";

/** @throws the 404 page */
export async function requireUpdate(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Update> {
  const update = await getUpdate(db, id);
  if (!update) throw answer(404);
  return update;
}
