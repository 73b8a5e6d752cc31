/** A demand's page as everybody reads it, and as organisers look at it before it is opened. */
import type { Demand } from "../../demands/demand.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { nothingTyped } from "../../signatures/signing-form.ts";
import { formatDate, formatMoment } from "../../words/format.ts";
import { glue } from "../../words/typography/typeset.ts";
import { BigCount } from "../count.tsx";
import { drawnOnce } from "../lists/drawn-once.tsx";
import { ShareDemand } from "../sharing/share-demand.tsx";
import { SignForm } from "../sign-form.tsx";
import { Heading } from "../text/heading.tsx";
import { TimeChart, type TimeChartProps } from "../time-chart.tsx";
import { eventsOf } from "./chart-events.ts";
import { DemandPlaces, type DemandPlacesProps } from "./places.tsx";
import { Timeline, type TimelineProps } from "./timeline.tsx";

/** As many as the demands of a campaign have in every language. */
const MOST_DRAWN = 100;
const drawForm = drawnOnce(OpenForm, MOST_DRAWN);
const drawShare = drawnOnce(ShareDemand, MOST_DRAWN);
const drawPlaces = drawnOnce(DemandPlaces, MOST_DRAWN);

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
  /** How many wrote to their members in their own words; null where too few did. */
  ownWords: number | null;
  created: string | undefined;
  places: Omit<DemandPlacesProps, "slug">;
  times: Omit<TimeChartProps, "events">;
}

export function DemandArticle(props: DemandArticleProps) {
  const { demand, body, isOpen, signedWords, entries, letters, places, times } = props;
  const site = useSite();
  const { words, locale, to } = site;
  const t = words.demand;
  const { slug, title, textVersion, closesAt, onPaper } = demand;
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
        {isOpen ? (
          <div
            id="sign"
            dangerouslySetInnerHTML={drawForm(site, [{ slug, textVersion, closesAt }])}
          />
        ) : (
          <div id="sign">
            <p className="note">{t.closed}</p>
          </div>
        )}
        {/* nobody else can open a draft */}
        {demand.state !== "draft" && (
          <div
            className="share-demand"
            dangerouslySetInnerHTML={drawShare(site, [{ slug, title, onPaper }])}
          />
        )}
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
              <a href={to(href("/demands/:slug/words", { slug }))}>{words.texts.link}</a>
            </p>
          )}
          {demand.translatedBy && <p className="hint">{t.translatedBy(demand.translatedBy)}</p>}
        </section>
        {props.ownWords !== null && <p>{words.write.alsoWrote(props.ownWords)}</p>}
        <Timeline {...demand} {...{ entries, letters, created: props.created }} />
        <p>
          <a href={to(href("/demands/:slug/answers", { slug }))}>{words.record.title}</a>
        </p>
        <section
          className="demand-places"
          dangerouslySetInnerHTML={drawPlaces(site, [{ slug, ...places }])}
        />
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

function OpenForm(props: Pick<Demand, "slug" | "textVersion" | "closesAt">) {
  const { slug, textVersion, closesAt } = props;
  const { words, locale } = useSite();
  const t = words.demand;
  return (
    <>
      {closesAt && <p>{t.closes(formatMoment(locale, closesAt))}</p>}
      <h2>{t.sign}</h2>
      <SignForm {...{ slug, version: textVersion, typed: nothingTyped, problems: {} }} />
    </>
  );
}
