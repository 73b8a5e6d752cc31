/** The bulk work that a path names. */
import type { RequestContext } from "../context.server.ts";
import { type Bulk, getBulk } from "../review/bulk/get-bulk.server.ts";
import { answer } from "./answers.server.ts";

/** @throws 404 where there is none */
export async function requireBulk(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Bulk> {
  const bulk = id && /^\d{1,9}$/.test(id) ? await getBulk(db, Number(id)) : undefined;
  if (!bulk) throw answer(404);
  return bulk;
}
