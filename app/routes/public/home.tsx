/** The demands, most signed first, what happened last, and where the signatures come from. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { DemandRow } from "../../components/demand-row.tsx";
import { FindDemands } from "../../components/find-demands.tsx";
import { HomeHero } from "../../components/home/home-hero.tsx";
import { Newest } from "../../components/home/newest.tsx";
import { HexMap } from "../../components/lists/hex-map.tsx";
import { PageLinks } from "../../components/lists/page-links.tsx";
import { type DemandFilter, listDemands } from "../../demands/get-demand.server.ts";
import { campaignData } from "../../pages/linked-data.ts";
import { listMappedSeats } from "../../members/mapped-seats.server.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { readNewest } from "../../pages/newest.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { listLastDays } from "../../signatures/last-days.server.ts";

const states = ["open", "closed", "presented", "met"] as const;
/** So many demands are half of what a page may hold on a phone. */
const MOST = 12;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const { q, page } = readList(request);
  const asked = new URL(request.url).searchParams.get("state");
  const state = states.find((one) => one === asked);
  const filter: DemandFilter = { q, ...(state && { state }) };
  const demands = await listDemands(db, locale, filter);
  const { list, rows } = requirePage({ q: "", page }, demands, () => [], MOST);
  const isWhole = q === "" && state === undefined && page === 1;
  const [[today], happened, places] = isWhole
    ? await Promise.all([
        listLastDays(db, 1, context.clock()),
        readNewest({ db, locale }, demands),
        listMappedSeats(db),
      ])
    : [[], [], []];
  const total = demands.reduce((sum, demand) => sum + demand.count, 0);
  return {
    q,
    state,
    isWhole,
    list: { page, last: list.last },
    counted: today && demands.length > 0 ? { total, today: today.count } : undefined,
    happened,
    places,
    demands: rows.map(({ id, slug, title, summary, addressee, lang, closesAt, ...rest }) => {
      const { count, goal, state, outcome, held } = rest;
      return {
        ...{ id, slug, title, summary, addressee, lang, closesAt },
        ...{ count, goal, state, outcome, held },
      };
    }),
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words, site) => ({
    title: site.campaign,
    description: words.home.lead,
    data: campaignData(site),
  }));

export default function Home() {
  const { q, state, isWhole, list, counted, happened, places, demands } =
    useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.home;
  const isAll = q === "" && state === undefined;
  return (
    <>
      <HomeHero counted={counted} />
      {demands.length === 0 && <p className="lead">{isAll ? t.empty : t.none}</p>}
      <ol className="demands">
        {demands.map((demand) => (
          <DemandRow key={demand.id} demand={demand} />
        ))}
      </ol>
      <PageLinks path="/" q={q} {...list} filters={{ state: state ?? "" }} />
      {(demands.length > 0 || !isAll) && <FindDemands q={q} state={state} states={states} />}
      {isWhole && (
        <div className="home-more">
          <Newest happened={happened} />
          {places.length > 1 && (
            <section>
              <h2>{words.demand.places}</h2>
              <HexMap places={places} list={href("/constituencies")} />
              <p>
                <a href={to(href("/constituencies"))}>{words.demand.allPlaces}</a>
              </p>
            </section>
          )}
        </div>
      )}
      <section className="how">
        <h2>{t.how}</h2>
        <ol>
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </>
  );
}
