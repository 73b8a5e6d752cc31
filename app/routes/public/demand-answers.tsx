/** What members say of one demand: all together, by party, by region, one by one. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { readDemandRecord } from "../../answers/record/demand-record.server.ts";
import { byPart, countParts, groupBy, partOf } from "../../answers/record/standing.ts";
import { ListPage } from "../../components/lists/list-page.tsx";
import { AnswerBar } from "../../components/record/answer-bar.tsx";
import { FindAnswers } from "../../components/record/find-answers.tsx";
import { GroupTable } from "../../components/record/group-table.tsx";
import { RecordTable } from "../../components/record/record-table.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { PartyName, RegionName } from "../../components/text/known.tsx";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { partyName, regionName } from "../../words/names/known-names.ts";
import { shorten } from "../../words/typography/shorten.ts";

/** An answer with a statement takes many times the height of a constituency. */
const MOST = 20;
const QUOTE_SHOWN = 300;

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { id, slug, title, lang } = demand;
  const asked = readList(request);
  const said = new URL(request.url).searchParams.get("said") ?? "";
  const isWhole = asked.q === "" && said === "" && asked.page === 1;
  const all = await (isWhole ? readDemandRecord(db, id) : context.lists.record(id));
  const narrowed = said === "" ? all : all.filter(({ standing }) => partOf(standing) === said);
  const { list, rows } = requirePage(
    asked,
    byPart(narrowed),
    ({ name, party, area, region }) => [
      ...[name, party, area, region],
      ...[partyName(locale, party).name, regionName(locale, region).name],
    ],
    MOST,
  );
  return {
    demand: { id, slug, title, lang },
    list: { ...list, filters: { said } },
    counts: countParts(all),
    parties: isWhole ? groupBy(all, ({ party }) => party) : [],
    regions: isWhole ? groupBy(all, ({ region }) => region) : [],
    rows: rows.map(({ memberId, name, party, code, area, standing, said }) => {
      // the whole of it stands on the member's page
      const shown = said && { ...said, quote: shorten(said.quote, QUOTE_SHOWN) };
      return { memberId, name, party, code, area, standing, said: shown };
    }),
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ record }) => ({
    title: `${record.title}: ${args.data?.demand.title ?? ""}`,
    description: record.lead,
  }));

export default function DemandAnswers() {
  const { demand, list, counts, parties, regions, rows } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const { id, slug, title, lang } = demand;
  const t = words.record;
  return (
    <>
      <p className="eyebrow" lang={lang}>
        <a href={to(href("/demands/:slug", { slug }))}>{title}</a>
      </p>
      <Heading text={t.title} look="smaller" />
      <p className="lead">{t.lead}</p>
      <AnswerBar counts={counts} />
      <p className="hint">
        <a href={href("/petitions/:id/answers.csv", { id })}>CSV</a>
        {" · "}
        <a href={href("/petitions/:id/answers.json", { id })}>JSON</a>
      </p>
      {parties.length > 0 && (
        <>
          <h2>{t.party}</h2>
          <GroupTable
            head={words.members.party}
            groups={parties}
            name={({ name }) => <PartyName of={name} />}
          />
          <h2>{t.region}</h2>
          <GroupTable
            head={words.places.region}
            groups={regions}
            name={({ name }) => <RegionName of={name} />}
          />
        </>
      )}
      <h2>{t.each}</h2>
      <FindAnswers q={list.q} said={list.filters.said} />
      <ListPage {...list} path={href("/demands/:slug/answers", { slug })} none={t.none}>
        <RecordTable rows={rows} />
      </ListPage>
    </>
  );
}
