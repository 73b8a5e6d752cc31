/** The list of people to be invited that a path names. */
import type { RequestContext } from "../../context.server.ts";
import { getList, type ToldList } from "../../supporters/lists/get-list.server.ts";
import { answer } from "../answers.server.ts";

/** @throws 404 where there is none */
export async function requireList(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<ToldList> {
  const list = id && /^\d{1,9}$/.test(id) ? await getList(db, Number(id)) : undefined;
  if (!list) throw answer(404);
  return list;
}
