/** One constituency: its numbers, its member, letters and stance, and what lies around it. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { MemberRecord } from "../../components/members/member-record.tsx";
import { PlaceDemands } from "../../components/place-demands.tsx";
import { PlaceFigure } from "../../components/place-figure.tsx";
import { LitMap } from "../../components/lists/lit-map.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { PartyName, RegionName } from "../../components/text/known.tsx";
import { takesSignings } from "../../demands/demand.ts";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listOwnWords } from "../../letters/public/own-words.server.ts";
import { getSeat } from "../../members/seats.server.ts";
import { litMap } from "../../places/map/lit-map.ts";
import { answer } from "../../pages/answers.server.ts";
import { readMemberRecord } from "../../pages/member-record.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { regionName } from "../../words/names/known-names.ts";
import { listNeighbours } from "../../places/neighbours.server.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { listPlaceCounts } from "../../signatures/places.server.ts";
import { formatNumber } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const seat = await getSeat(db, params.code ?? "");
  if (!seat) throw answer(404);
  const [demands, counts, averages, neighbours, { mapped }, ownWords] = await Promise.all([
    listDemands(db, locale),
    listPlaceCounts(db, seat.code),
    context.lists.averages(),
    listNeighbours(db, seat.code),
    context.areas(),
    listOwnWords(db, seat.code),
  ]);
  const now = context.clock();
  return {
    seat: { ...seat, count: shown(seat.count) },
    map: litMap(mapped, seat.code),
    demands: demands.map((demand) => {
      const { id, slug, title, lang } = demand;
      const count = shown(counts.get(id) ?? 0);
      const share = shareOf(count, seat.electorate);
      const average = averages.get(id);
      const own = shown(ownWords.get(id) ?? 0);
      const isOpen = takesSignings(demand, now);
      return { id, slug, title, lang, count, share, average, own, isOpen };
    }),
    record: seat.member && (await readMemberRecord({ db }, seat.member.id, demands)),
    neighbours,
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ places }) => ({
    title: args.data?.seat.area ?? places.title,
    description: places.lead,
  }));

export default function Constituency() {
  const { seat, map, demands, record, neighbours } = useLoaderData<typeof loader>();
  const { words, to, locale } = useSite();
  const t = words.places;
  const { member } = seat;
  return (
    <article className="place">
      <header className="place-head">
        <div>
          <p className="eyebrow">
            <a href={to(href("/constituencies"))}>{t.title}</a>
          </p>
          <Heading text={seat.area} />
          {seat.nameCy && (
            <p className="lead" lang="cy">
              {seat.nameCy}
            </p>
          )}
          <PlaceFigure count={seat.count} />
          <p className="hint">
            {seat.electorate !== null &&
              `${t.electorate}: ${formatNumber(locale, seat.electorate)} · `}
            {t.region}: <RegionName of={seat.region} />
          </p>
        </div>
        {map && <LitMap map={map} name={seat.area} region={regionName(locale, seat.region).name} />}
      </header>
      <h2>{t.perDemand}</h2>
      <PlaceDemands demands={demands} />
      <p className="hint">{t.fewerNote}</p>
      <h2>{t.member}</h2>
      {member ? (
        <p className="lead">
          <a href={to(href("/members/:id", { id: member.id }))}>{softenLong(member.name)}</a>,{" "}
          <PartyName of={member.party} />
        </p>
      ) : (
        <>
          <p className="lead">{t.vacant}</p>
          <p>{t.vacantLead}</p>
        </>
      )}
      {record && <MemberRecord {...record} />}
      {neighbours.length > 0 && (
        <>
          <h2>{t.near}</h2>
          <ul className="near">
            {neighbours.map(({ code, name }) => (
              <li key={code}>
                <a href={to(href("/constituencies/:code", { code }))}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}
