/** What a demand's page shows beside its words. */
import type { RequestContext } from "../../context.server.ts";
import type { Demand } from "../../demands/demand.ts";
import { listTimeline } from "../../demands/life/timeline.server.ts";
import { namePlaces } from "../../signatures/name-places.server.ts";
import { countCorrections, listDays, listPlaces } from "../../signatures/places.server.ts";
import { renderMarkdown } from "../../words/markdown.ts";

/** @param isOpen whether the form stands beside it */
export async function readArticle(
  {
    db,
    locale,
    prefix,
    countWords,
  }: Pick<RequestContext, "db" | "locale" | "prefix" | "countWords">,
  demand: Demand,
  isOpen: boolean,
) {
  const { textVersion } = demand;
  const [entries, places, days, corrections, counted] = await Promise.all([
    listTimeline(db, demand.id, locale),
    listPlaces(db, demand.id),
    listDays(db, demand.id, 60),
    countCorrections(db, demand.id),
    textVersion > 1 ? countWords(demand.id) : undefined,
  ]);
  const { body, ...shown } = demand;
  const now = counted?.byVersion.get(textVersion) ?? 0;
  return {
    demand: shown,
    body: renderMarkdown(body, prefix),
    isOpen,
    signedWords: counted && { now, earlier: counted.count - now },
    entries: entries.map(({ id, kind, outcome, subject, body, source_url, ...entry }) => {
      const lang = subject + body === "" || entry.locale === locale ? undefined : entry.locale;
      const html = renderMarkdown(body, prefix);
      return { id, kind, outcome, subject, source_url, html, lang, occurred_on: entry.occurred_on };
    }),
    places: await namePlaces(db, places.slice(0, 12), locale),
    days,
    corrections,
  };
}
