/** The demand of an organisers' address, whatever its state. */
import type { RequestContext } from "../../context.server.ts";
import { type DemandLife, getDemandLife } from "../../demands/life/get-life.server.ts";
import { answer } from "../answers.server.ts";

/** Postgres's largest integer. */
const MOST = 2 ** 31 - 1;

/** @throws the 404 page */
export async function requireLife(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<DemandLife> {
  const isId = /^[1-9]\d{0,9}$/.test(id ?? "") && Number(id) <= MOST;
  const life = isId ? await getDemandLife(db, Number(id)) : undefined;
  if (!life) throw answer(404);
  return life;
}
