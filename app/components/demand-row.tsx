/** A demand in a list: its title, how many have signed and how many are to, the way to sign, what it is about. */
import type { Demand } from "../demands/demand.ts";
import { seeksSignatures } from "../demands/goal.ts";
import { useSite } from "../pages/site.tsx";
import { formatDate, formatNumber } from "../words/format.ts";
import { glue } from "../words/typography/typeset.ts";
import { GoalLine, Progress, sizeOf } from "./count.tsx";
import { href } from "../paths.ts";
import { Heading } from "./text/heading.tsx";

type Listed = Pick<
  Demand,
  | "slug"
  | "title"
  | "summary"
  | "addressee"
  | "lang"
  | "count"
  | "goal"
  | "held"
  | "state"
  | "outcome"
  | "closesAt"
>;

export function DemandRow({ demand }: { demand: Listed }) {
  const { words, to, locale } = useSite();
  const { lang } = demand;
  const open = demand.state === "open";
  return (
    <li className="demand-row">
      <div className="row-title">
        <p className="eyebrow">
          {words.home.of} <b lang={lang}>{demand.addressee}</b>
        </p>
        <Heading
          level="h2"
          text={demand.title}
          lang={lang}
          link={to(href("/demands/:slug", { slug: demand.slug }))}
        />
      </div>
      <div className="row-count">
        <RowCount {...demand} />
        {open ? (
          <a className="button" href={to(`${href("/demands/:slug", { slug: demand.slug })}#sign`)}>
            {words.home.sign}
            <span className="unseen" lang={lang}>
              {" "}
              {demand.title}
            </span>
          </a>
        ) : (
          <p className="tag">
            {demand.outcome === "none" ? words.state.closed : words.state[demand.outcome]}
          </p>
        )}
      </div>
      <div className="row-about">
        <p lang={lang}>{glue(demand.summary)}</p>
        {lang && <p className="hint">{words.demand.untranslated}</p>}
        {demand.held > 0 && <p className="hint">{words.demand.held(demand.held)}</p>}
        {open && demand.closesAt && (
          <p className="hint">{words.demand.closesOn(formatDate(locale, demand.closesAt))}</p>
        )}
      </div>
    </li>
  );
}

function RowCount(demand: Pick<Listed, "count" | "goal" | "state" | "outcome">) {
  const { words, locale } = useSite();
  const { count, goal } = demand;
  const seeks = seeksSignatures(demand);
  if (count === 0 && seeks) return <p className="row-first">{words.home.first}</p>;
  const shown = formatNumber(locale, count);
  return (
    <>
      <p>
        <strong className={sizeOf(shown)}>{shown}</strong> <span>{words.count.word(count)}</span>
      </p>
      {seeks && <Progress count={count} goal={goal} />}
      <p className="hint row-goal">
        {seeks ? <GoalLine count={count} goal={goal} /> : words.count.inAll}
      </p>
    </>
  );
}
