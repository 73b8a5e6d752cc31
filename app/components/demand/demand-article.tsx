/** A demand's page as everybody reads it, and as organisers look at it before it is opened. */
import type { Demand } from "../../demands/demand.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { nothingTyped } from "../../signatures/signing-form.ts";
import { formatDate, formatMoment } from "../../words/format.ts";
import { glue } from "../../words/typography/typeset.ts";
import { BigCount } from "../count.tsx";
import { ShareDemand } from "../sharing/share-demand.tsx";
import { SignForm } from "../sign-form.tsx";
import { Heading } from "../text/heading.tsx";
import { TimeChart, type TimeChartProps } from "../time-chart.tsx";
import { eventsOf } from "./chart-events.ts";
import { DemandPlaces, type DemandPlacesProps } from "./places.tsx";
import { Timeline, type TimelineProps } from "./timeline.tsx";

/** So many letters stand in two lines on a phone; of a longer summary all is shown further down there. */
const TWO_LINES = 70;

export interface DemandArticleProps {
  demand: Omit<Demand, "body">;
  /** HTML that is safe to insert. */
  body: string;
  /** Whether it takes signatures. */
  isOpen: boolean;
  /** How many signed the words as they stand, and earlier ones; undefined where there are no earlier ones. */
  signedWords: { now: number; earlier: number } | undefined;
  entries: TimelineProps["entries"];
  letters: TimelineProps["letters"];
  created: string | undefined;
  places: Omit<DemandPlacesProps, "slug">;
  times: Omit<TimeChartProps, "events">;
}

export function DemandArticle(props: DemandArticleProps) {
  const { demand, body, isOpen, signedWords, entries, letters, places, times } = props;
  const { words, locale, to } = useSite();
  const t = words.demand;
  const foreign = demand.lang;
  const isLong = demand.summary.length > TWO_LINES;
  return (
    <article className="demand">
      <header>
        <p className="eyebrow">
          {t.of} <b lang={foreign}>{demand.addressee}</b>
        </p>
        <Heading text={demand.title} lang={foreign} />
        <p className={isLong ? "lead long" : "lead"} lang={foreign}>
          {glue(demand.summary)}
        </p>
        {demand.outcome !== "none" && <p className="tag">{words.state[demand.outcome]}</p>}
        {foreign && <p className="note">{t.untranslated}</p>}
        {demand.outdated && <p className="note">{t.outdated}</p>}
      </header>
      <aside>
        <div className="standing">
          <BigCount demand={demand} />
          {demand.held > 0 && <p className="hint">{t.held(demand.held)}</p>}
        </div>
        <div id="sign">
          {isOpen ? (
            <>
              {demand.closesAt && <p>{t.closes(formatMoment(locale, demand.closesAt))}</p>}
              <h2>{t.sign}</h2>
              <SignForm
                slug={demand.slug}
                version={demand.textVersion}
                {...{ typed: nothingTyped, problems: {} }}
              />
            </>
          ) : (
            <p className="note">{t.closed}</p>
          )}
        </div>
        <ShareDemand demand={demand} />
      </aside>
      <div className="story">
        <section>
          {isLong && (
            <p className="lead whole" lang={foreign} aria-hidden="true">
              {glue(demand.summary)}
            </p>
          )}
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
        <Timeline {...demand} {...{ entries, letters, created: props.created }} />
        <p>
          <a href={to(href("/demands/:slug/answers", { slug: demand.slug }))}>
            {words.record.title}
          </a>
        </p>
        <DemandPlaces slug={demand.slug} {...places} />
        <TimeChart {...times} events={eventsOf(entries, letters, words)} />
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
