/** One constituency: its totals, its member, letters and stance. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ShownCount } from "../../components/count.tsx";
import { LitMap } from "../../components/lists/lit-map.tsx";
import { MemberRecord } from "../../components/member-record.tsx";
import { Table } from "../../components/table.tsx";
import { listDemands } from "../../demands/get-demand.server.ts";
import { getSeat } from "../../members/seats.server.ts";
import { litMap } from "../../places/map/lit-map.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { listPlaceCounts } from "../../signatures/places.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { readMemberRecord } from "../../pages/member-record.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { formatNumber, formatShare } from "../../words/format.ts";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";
import { softenLong } from "../../words/typography/hyphens.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const seat = await getSeat(db, params.code ?? "");
  if (!seat) throw answer(404);
  const [demands, counts, { mapped }] = await Promise.all([
    listDemands(db, locale),
    listPlaceCounts(db, seat.code),
    context.areas(),
  ]);
  const count = shown(seat.count);
  return {
    seat: { ...seat, count },
    map: litMap(mapped, seat.code),
    demands: demands.map(({ id, slug, title, lang }) => {
      const count = shown(counts.get(id) ?? 0);
      return { id, slug, title, lang, count, share: shareOf(count, seat.electorate) };
    }),
    record: seat.member && (await readMemberRecord({ db, locale }, seat.member.id)),
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ places }) => ({
    title: args.data?.seat.area ?? places.title,
    description: places.lead,
  }));

export default function Constituency() {
  const { seat, map, demands, record } = useLoaderData<typeof loader>();
  const { words, to, locale } = useSite();
  const t = words.places;
  return (
    <>
      <p className="eyebrow">
        <a href={to(href("/constituencies"))}>{t.title}</a>
      </p>
      <Heading text={seat.area} />
      {seat.nameCy && (
        <p className="lead" lang="cy">
          {seat.nameCy}
        </p>
      )}
      {map && <LitMap map={map} name={seat.area} region={seat.region} />}
      <dl className="facts">
        <dt>{t.count}</dt>
        <dd>
          <ShownCount count={seat.count} />
        </dd>
        {seat.electorate !== null && (
          <>
            <dt>{t.electorate}</dt>
            <dd>{formatNumber(locale, seat.electorate)}</dd>
          </>
        )}
        <dt>{t.region}</dt>
        <dd>{seat.region}</dd>
        <dt>{t.member}</dt>
        <dd>
          {seat.member ? (
            <>
              <a href={to(href("/members/:id", { id: seat.member.id }))}>
                {softenLong(seat.member.name)}
              </a>
              , {seat.member.party}
            </>
          ) : (
            t.vacant
          )}
        </dd>
      </dl>
      <h2>{t.perDemand}</h2>
      <Table
        look="stack"
        rows={demands}
        keyOf={({ id }) => id}
        columns={[
          {
            head: words.manage.demand,
            names: true,
            cell: ({ slug, title, lang }) => (
              <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
                {title}
              </a>
            ),
          },
          {
            head: t.count,
            kind: "number",
            labelled: true,
            cell: ({ count }) => <ShownCount count={count} />,
          },
          {
            head: t.share,
            kind: "number",
            labelled: true,
            cell: ({ share }) => (share === null ? "–" : formatShare(locale, share)),
          },
        ]}
      />
      <p className="hint">{t.fewerNote}</p>
      {record && <MemberRecord {...record} />}
    </>
  );
}
