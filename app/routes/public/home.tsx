/** The demands, most signed first. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { DemandRow } from "../../components/demand-row.tsx";
import { FindDemands } from "../../components/find-demands.tsx";
import { type DemandFilter, listDemands } from "../../demands/get-demand.server.ts";
import { campaignData } from "../../pages/linked-data.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { readSearch } from "../../words/typed/search.ts";
import { Heading } from "../../components/text/heading.tsx";

const states = ["open", "closed", "presented", "met"] as const;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const { searchParams } = new URL(request.url);
  const q = readSearch(searchParams.get("q") ?? "");
  const state = states.find((one) => one === searchParams.get("state"));
  const filter: DemandFilter = { q, ...(state && { state }) };
  const demands = await listDemands(db, locale, filter);
  return {
    q,
    state,
    demands: demands.map(({ id, slug, title, summary, addressee, lang, closesAt, ...rest }) => {
      const { count, goal, state, outcome } = rest;
      return { id, slug, title, summary, addressee, lang, closesAt, count, goal, state, outcome };
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
  const { q, state, demands } = useLoaderData<typeof loader>();
  const { words, campaign, campaignLang } = useSite();
  const t = words.home;
  const total = demands.reduce((sum, demand) => sum + demand.count, 0);
  const isAll = q === "" && state === undefined;
  return (
    <>
      <section className="hero">
        <Heading text={campaign} lang={campaignLang} />
        <p className="lead">
          {t.lead} {isAll && demands.length > 0 && `${t.total(total)}.`}
        </p>
      </section>
      {demands.length === 0 && <p className="lead">{isAll ? t.empty : t.none}</p>}
      <ol className="demands">
        {demands.map((demand) => (
          <DemandRow key={demand.id} demand={demand} />
        ))}
      </ol>
      {(demands.length > 0 || !isAll) && <FindDemands q={q} state={state} states={states} />}
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
