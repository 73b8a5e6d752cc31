/** What a demand's page shows beside its words. */
import type { RequestContext } from "../../context.server.ts";
import type { Demand } from "../../demands/demand.ts";
import { listTimeline } from "../../demands/life/timeline.server.ts";
import { listLettersAbout } from "../../letters/public/about-demand.server.ts";
import { shown } from "../../places/shown.ts";
import { countCorrections, listDays, listPlaces } from "../../signatures/places.server.ts";
import { dayOf } from "../../words/format.ts";
import { renderMarkdown } from "../../words/markdown.ts";
import { placesDrawn, timesOf } from "./pictures.ts";

/** @param isOpen whether the form stands beside it */
export async function readArticle(
  {
    db,
    clock,
    locale,
    prefix,
    countWords,
    areas,
  }: Pick<RequestContext, "db" | "clock" | "locale" | "prefix" | "countWords" | "areas">,
  demand: Demand,
  isOpen: boolean,
) {
  const { textVersion } = demand;
  const [entries, counts, days, corrections, counted, told, held] = await Promise.all([
    listTimeline(db, demand.id, locale),
    listPlaces(db, demand.id),
    listDays(db, demand.id),
    countCorrections(db, demand.id),
    textVersion > 1 ? countWords(demand.id) : undefined,
    listLettersAbout(db, demand.id),
    areas(),
  ]);
  const { body, ...words } = demand;
  const created = dayOf(demand.createdAt);
  const now = counted?.byVersion.get(textVersion) ?? 0;
  return {
    demand: words,
    body: renderMarkdown(body, prefix),
    isOpen,
    signedWords: counted && { now, earlier: counted.count - now },
    entries: entries.map(({ id, kind, outcome, subject, body, source_url, ...entry }) => {
      const lang = subject + body === "" || entry.locale === locale ? undefined : entry.locale;
      const html = renderMarkdown(body, prefix);
      return { id, kind, outcome, subject, source_url, html, lang, occurred_on: entry.occurred_on };
    }),
    letters: told.letters,
    ownWords: shown(told.ownWords),
    // a demand that is written and opened on one day is told of once
    created: demand.openedAt && created < dayOf(demand.openedAt) ? created : undefined,
    places: { ...placesDrawn(demand.id, counts, held, locale), corrections },
    times: timesOf(days, demand, clock()),
  };
}
