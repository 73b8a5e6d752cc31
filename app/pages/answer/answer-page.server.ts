/** What an office sees by the link in its copy: the letter, the numbers now, what it has answered. */
import { type AskedCopy, getAskedCopy } from "../../answers/given/get-copy.server.ts";
import { typedFrom } from "../../answers/given/given.ts";
import { listGivenBy } from "../../answers/given/list-given-by.server.ts";
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { shown } from "../../places/shown.ts";
import { listPlaceCounts } from "../../signatures/places.server.ts";
import { answer } from "../answers.server.ts";

/** @throws the 404 page for a link that we did not make */
export async function requireAskedCopy(
  { db, keys }: Pick<RequestContext, "db" | "keys">,
  token: string | undefined,
): Promise<AskedCopy> {
  const copy = await getAskedCopy(db, keys, token ?? "");
  if (!copy) throw answer(404);
  return copy;
}

/** The demands of the letter that the public sees. @throws the 410 page where there is none any more */
export async function requireAskedDemands(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  { demandIds }: AskedCopy,
) {
  const all = await listDemandsById(db, demandIds, locale);
  const demands = all.filter(({ state }) => state === "open" || state === "closed");
  if (demands.length === 0) throw answer(410);
  return demands;
}

/** @throws as the above */
export async function readAnswerPage(
  context: Pick<RequestContext, "db" | "keys" | "locale">,
  copy: AskedCopy,
) {
  const { db, keys } = context;
  const demands = await requireAskedDemands(context, copy);
  const ids = demands.map(({ id }) => id);
  const [given, counts] = await Promise.all([
    listGivenBy(db, keys, copy.memberId, ids),
    copy.seat ? listPlaceCounts(db, copy.seat.code) : new Map<number, number>(),
  ]);
  const answers = [...given].map(([demandId, one]) => ({ demandId, ...one }));
  return {
    demands: demands.map(({ id, slug, title, lang }) => {
      const last = given.get(id);
      return {
        ...{ id, slug, title, lang, count: shown(counts.get(id) ?? 0) },
        given: last && { at: last.givenAt, isPublic: last.isPublic },
      };
    }),
    typed: typedFrom(answers, answers.find(({ by }) => by !== "")?.by ?? ""),
  };
}
