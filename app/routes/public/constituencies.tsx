/** Totals by place: a map, a search, a table. */
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ShownCount } from "../../components/count.tsx";
import { HexMap } from "../../components/hex-map.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { Table } from "../../components/table.tsx";
import { listSeats } from "../../members/seats.server.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { readPostcode } from "../../places/postcode.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { finder } from "../../words/search.ts";
import { href } from "../../paths.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, prefix } = context;
  const q = (new URL(request.url).searchParams.get("q") ?? "").trim();
  const postcode = readPostcode(q);
  const area = postcode && (await getAreaOfPostcode(db, postcode));
  if (area) throw redirect(`${prefix}/constituencies/${area.code}`, 303);
  const all = (await listSeats(db)).map((seat) => {
    const count = shown(seat.count);
    return {
      code: seat.code,
      name: seat.area,
      nameCy: seat.nameCy,
      mp: seat.member?.name,
      count,
      share: shareOf(shown(seat.most), seat.electorate),
      q: seat.hexQ,
      r: seat.hexR,
    };
  });
  const finds = finder(q);
  const found = all.filter(({ name, nameCy, mp }) => finds(name, nameCy, mp));
  return {
    q,
    all: all.length,
    cells: all.flatMap(({ code, name, q, r, share }) =>
      q === null || r === null ? [] : [{ code, name, q, r, share }],
    ),
    seats: found.map(({ code, name, mp, count }) => ({ code, name, mp, count })),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ places }) => ({ title: places.title, description: places.lead }));

export default function Constituencies() {
  const { q, all, cells, seats } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.places;
  return (
    <>
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <div className="places">
        <SearchForm label={t.search} button={t.searchButton} q={q} />
        <HexMap cells={cells} />
        <div>
          {seats.length === 0 ? (
            <p>{t.notFound}</p>
          ) : (
            <>
              <p className="hint">
                {t.showing(seats.length, all)}. {t.fewerNote}
              </p>
              <Table
                rows={seats}
                keyOf={({ code }) => code}
                columns={[
                  {
                    head: t.name,
                    names: true,
                    cell: ({ code, name }) => (
                      <a href={to(href("/constituencies/:code", { code }))}>{name}</a>
                    ),
                  },
                  { head: t.member, kind: "name", cell: ({ mp }) => mp ?? t.vacant },
                  {
                    head: t.count,
                    kind: "number",
                    cell: ({ count }) => <ShownCount count={count} />,
                  },
                ]}
              />
            </>
          )}
        </div>
      </div>
    </>
  );
}
