/** A demand in a list: its title, of whom, how many. */
import type { Demand } from "../demands/demand.ts";
import { seeksSignatures } from "../demands/goal.ts";
import { useSite } from "../pages/site.tsx";
import { formatDate, formatNumber } from "../words/format.ts";
import { glue } from "../words/typography/typeset.ts";
import { Progress, sizeOf } from "./count.tsx";
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
  | "state"
  | "outcome"
  | "closesAt"
>;

export function DemandRow({ demand }: { demand: Listed }) {
  const { words, to, locale } = useSite();
  const open = demand.state === "open";
  const shown = formatNumber(locale, demand.count);
  return (
    <li className="demand-row">
      <div>
        <p className="eyebrow">
          {words.home.of} <b lang={demand.lang}>{demand.addressee}</b>
        </p>
        <Heading
          level="h2"
          text={demand.title}
          lang={demand.lang}
          link={to(href("/demands/:slug", { slug: demand.slug }))}
        />
        <p lang={demand.lang}>{glue(demand.summary)}</p>
        {open && demand.closesAt && (
          <p className="hint">{words.demand.closesOn(formatDate(locale, demand.closesAt))}</p>
        )}
      </div>
      <div className="row-count">
        <p>
          <strong className={sizeOf(shown)}>{shown}</strong>{" "}
          <span>{words.count.word(demand.count)}</span>
        </p>
        {seeksSignatures(demand) ? (
          <Progress count={demand.count} goal={demand.goal} />
        ) : (
          <p className="hint">{words.count.inAll}</p>
        )}
        {open ? (
          <a className="button" href={to(`${href("/demands/:slug", { slug: demand.slug })}#sign`)}>
            {words.home.sign}
            <span className="unseen" lang={demand.lang}>
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
    </li>
  );
}
