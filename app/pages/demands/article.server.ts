/** What a demand's page shows beside its words. */
import type { RequestContext } from "../../context.server.ts";
import type { Demand } from "../../demands/demand.ts";
import { listUpdates } from "../../demands/get-demand.server.ts";
import { namePlaces } from "../../signatures/name-places.server.ts";
import { countCorrections, listDays, listPlaces } from "../../signatures/places.server.ts";
import { renderMarkdown } from "../../words/markdown.ts";
import { listOthers } from "../sign-page.server.ts";

/** @param isOpen whether the form stands beside it */
export async function readArticle(
  { db, clock, locale, prefix }: Pick<RequestContext, "db" | "clock" | "locale" | "prefix">,
  demand: Demand,
  isOpen: boolean,
) {
  const [others, updates, places, days, corrections] = await Promise.all([
    isOpen ? listOthers({ db, locale, clock }, demand.slug) : undefined,
    listUpdates(db, demand.id),
    listPlaces(db, demand.id),
    listDays(db, demand.id, 60),
    countCorrections(db, demand.id),
  ]);
  const { body, ...shown } = demand;
  return {
    demand: shown,
    body: renderMarkdown(body, prefix),
    others,
    updates: updates.map(({ body, ...update }) => ({
      ...update,
      html: renderMarkdown(body, prefix),
    })),
    places: await namePlaces(db, places.slice(0, 12), locale),
    days,
    corrections,
  };
}
