/** Totals by place: a search, a map, a table by the page. */
import type { LocaleCode } from "#db/schema.ts";
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ListPage } from "../../components/lists/list-page.tsx";
import { MapSide } from "../../components/lists/map-side.tsx";
import { SeatTable } from "../../components/lists/seat-table.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { listSeats } from "../../members/seats.server.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { countryName } from "../../places/country.ts";
import { countryOfPostcode, readPostcode } from "../../places/postcode.ts";
import { regionAsked, regionsOf } from "../../places/region-rows.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

/** So many rows, the map and the regions are twelve screens of a phone in every language. */
const MOST = 40;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, prefix, locale } = context;
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const area = postcode && (await getAreaOfPostcode(db, postcode));
  if (area) throw redirect(`${prefix}/constituencies/${area.code}`, 303);
  const seats = await listSeats(db);
  const region = regionAsked(locale, asked.q, seats);
  const inRegion = seats.filter((seat) => seat.region === region);
  const { list, rows } = requirePage(
    asked,
    region === undefined ? seats : inRegion,
    (seat) => (region === undefined ? [seat.area, seat.nameCy, seat.member?.name] : [asked.q]),
    MOST,
  );
  // the map stands above the whole list or a region’s: a search is answered by its rows
  const above = asked.q === "" ? seats : inRegion;
  const mapped = asked.page === 1 ? above : [];
  return {
    list,
    elsewhere: postcode && countryOfPostcode(postcode),
    seats: rows.map(({ code, area: name, member, count }) => {
      return { code, name, mp: member?.name, count: shown(count) };
    }),
    region,
    regions: mapped === seats ? regionsWithCounts(locale, seats) : [],
    places: mapped.flatMap(({ code, area: name, region, hexQ: q, hexR: r, most, electorate }) =>
      q === null || r === null || electorate === null
        ? []
        : [{ code, name, region, q, r, share: shareOf(shown(most), electorate) }],
    ),
  };
}

/** Their numbers are the sums of those of their constituencies, as anybody could add them up. */
function regionsWithCounts(locale: LocaleCode, seats: Awaited<ReturnType<typeof listSeats>>) {
  const bySeat = Map.groupBy(seats, ({ region }) => region);
  return regionsOf(locale, seats).map(({ region, seats: number }) => {
    const count = bySeat.get(region)!.reduce((sum, seat) => sum + (shown(seat.count) ?? 0), 0);
    return { region, seats: number, count };
  });
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ places }) => ({ title: places.title, description: places.lead }));

export default function Constituencies() {
  const { list, seats, places, elsewhere, region, regions } = useLoaderData<typeof loader>();
  const { words, locale } = useSite();
  const t = words.places;
  return (
    <>
      <Heading text={t.title} />
      <p className="lead">{t.lead}</p>
      <div className="places">
        <SearchForm label={t.search} button={t.searchButton} q={list.q} />
        {places.length > 1 && (
          <MapSide
            {...{ places, region, regions }}
            list={href("/constituencies")}
            file={href("/constituencies/map.svg")}
          />
        )}
        <ListPage
          {...list}
          path={href("/constituencies")}
          note={t.fewerNote}
          none={elsewhere ? words.form.elsewhere(countryName(elsewhere, locale)) : t.notFound}
        >
          <SeatTable seats={seats} />
        </ListPage>
      </div>
    </>
  );
}
