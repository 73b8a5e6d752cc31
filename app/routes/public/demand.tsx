/** One demand: its words, its count, the form, and what became of it. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { BigCount } from "../../components/count.tsx";
import { PlaceTable } from "../../components/place-table.tsx";
import { SignForm } from "../../components/sign-form.tsx";
import { TimeChart } from "../../components/time-chart.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { takesSignings } from "../../demands/demand.ts";
import { listTimeline } from "../../demands/life/timeline.server.ts";
import { countCorrections, listDays, listPlaces } from "../../signatures/places.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { nothingTyped } from "../../signatures/signing-form.ts";
import { namePlaces } from "../../signatures/name-places.server.ts";
import { listOthers } from "../../pages/sign-page.server.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate, formatMoment } from "../../words/format.ts";
import { renderMarkdown } from "../../words/markdown.ts";
import { glue } from "../../words/typography/typeset.ts";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, clock, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const [others, entries, places, days, corrections] = await Promise.all([
    takesSignings(demand, clock()) ? listOthers({ db, locale, clock }, demand.slug) : undefined,
    listTimeline(db, demand.id, locale),
    listPlaces(db, demand.id),
    listDays(db, demand.id, 60),
    countCorrections(db, demand.id),
  ]);
  const { body, textVersion, ...shown } = demand;
  const counted = textVersion > 1 ? await context.countWords(demand.id) : undefined;
  const now = counted?.byVersion.get(textVersion) ?? 0;
  return {
    demand: shown,
    signedWords: counted && { now, earlier: counted.count - now },
    body: renderMarkdown(body, prefix),
    others,
    entries: entries.map(({ id, kind, outcome, subject, body, source_url, ...entry }) => {
      const lang = subject + body === "" || entry.locale === locale ? undefined : entry.locale;
      const html = renderMarkdown(body, prefix);
      return { id, kind, outcome, subject, source_url, html, lang, occurred_on: entry.occurred_on };
    }),
    places: await namePlaces(db, places.slice(0, 12), locale),
    days: days,
    corrections,
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({
    title: args.data?.demand.title ?? "",
    description: args.data?.demand.summary ?? "",
  }));

export default function DemandPage() {
  const { demand, body, signedWords, others, entries, places, days, corrections } =
    useLoaderData<typeof loader>();
  const { words, locale, to } = useSite();
  const t = words.demand;
  const foreign = demand.lang;
  return (
    <article className="demand">
      <header>
        <p className="eyebrow">
          {t.of} <b lang={foreign}>{demand.addressee}</b>
        </p>
        <Heading text={demand.title} lang={foreign} />
        <p className="lead" lang={foreign}>
          {glue(demand.summary)}
        </p>
        {demand.outcome !== "none" && <p className="tag">{words.state[demand.outcome]}</p>}
        {foreign && <p className="note">{t.untranslated}</p>}
      </header>
      <aside id="sign">
        <BigCount id={demand.id} count={demand.count} goal={demand.goal} />
        {others ? (
          <>
            {demand.closesAt && <p>{t.closes(formatMoment(locale, demand.closesAt))}</p>}
            <h2>{t.sign}</h2>
            <SignForm slug={demand.slug} typed={nothingTyped} problems={{}} others={others} />
          </>
        ) : (
          <p className="note">{t.closed}</p>
        )}
      </aside>
      <div className="story">
        <section>
          <h2>{t.why}</h2>
          <div className="prose" lang={foreign} dangerouslySetInnerHTML={{ __html: body }} />
          {signedWords && (
            <p className="hint">
              {words.texts.share(signedWords.now, signedWords.earlier)}{" "}
              <a href={to(href("/demands/:slug/words", { slug: demand.slug }))}>
                {words.texts.link}
              </a>
            </p>
          )}
          {demand.translatedBy && <p className="hint">{t.translatedBy(demand.translatedBy)}</p>}
        </section>
        <Timeline state={demand.state} outcome={demand.outcome} entries={entries} />
        <section>
          <h2>{t.places}</h2>
          <PlaceTable places={places} />
          {corrections > 0 && <p className="hint">{t.corrections(corrections)}</p>}
        </section>
        <TimeChart days={days} />
        <p className="hint">
          {demand.openedAt && t.opened(formatDate(locale, demand.openedAt))}
          {demand.closedAt && ` · ${t.closedOn(formatDate(locale, demand.closedAt))}`}
          {" · "}
          <a href={href("/petitions/:file", { file: `${demand.id}.json` })}>JSON</a>
          {" · "}
          <a href={href("/petitions/:file", { file: `${demand.id}.csv` })}>CSV</a>
          {" · "}
          <a href={to(href("/constituencies"))}>{t.allPlaces}</a>
        </p>
      </div>
    </article>
  );
}
