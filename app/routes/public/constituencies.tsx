/** Totals by place: a search, a map, a table by the page. */
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { HexMap } from "../../components/lists/hex-map.tsx";
import { ListPage } from "../../components/lists/list-page.tsx";
import { SeatTable } from "../../components/lists/seat-table.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { listSeats } from "../../members/seats.server.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { countryName } from "../../places/country.ts";
import { countryOfPostcode, readPostcode } from "../../places/postcode.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, prefix } = context;
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const area = postcode && (await getAreaOfPostcode(db, postcode));
  if (area) throw redirect(`${prefix}/constituencies/${area.code}`, 303);
  const seats = await listSeats(db);
  const { list, rows } = requirePage(asked, seats, ({ area, nameCy, member }) => {
    return [area, nameCy, member?.name];
  });
  // the map stands above the whole list: a search is answered by its rows
  const mapped = asked.q === "" && asked.page === 1 ? seats : [];
  return {
    list,
    elsewhere: postcode && countryOfPostcode(postcode),
    seats: rows.map(({ code, area: name, member, count }) => {
      return { code, name, mp: member?.name, count: shown(count) };
    }),
    places: mapped.flatMap(({ code, area: name, hexQ: q, hexR: r, most, electorate }) =>
      q === null || r === null
        ? []
        : [{ code, name, q, r, share: shareOf(shown(most), electorate) }],
    ),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ places }) => ({ title: places.title, description: places.lead }));

export default function Constituencies() {
  const { list, seats, places, elsewhere } = useLoaderData<typeof loader>();
  const { words, locale } = useSite();
  const t = words.places;
  return (
    <>
      <Heading text={t.title} />
      <p className="lead">{t.lead}</p>
      <div className="places">
        <SearchForm label={t.search} button={t.searchButton} q={list.q} />
        <HexMap places={places} />
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
