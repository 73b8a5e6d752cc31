/** Where the signatures of one demand come from: a map to point at, regions, every constituency by share. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { HexMap } from "../../components/lists/hex-map.tsx";
import { ListPage } from "../../components/lists/list-page.tsx";
import { RegionTable } from "../../components/lists/region-table.tsx";
import { ElsewhereTable, SeatShares } from "../../components/place-table.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { getPetitionPlaces } from "../../members/petition-places.server.ts";
import { placesOf } from "../../pages/demands/pictures.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { regionsOf } from "../../places/region-rows.ts";
import { shareOf } from "../../places/shown.ts";
import { listPlaces } from "../../signatures/places.server.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { id, slug, title, lang } = demand;
  const [areas, counts, totals] = await Promise.all([
    context.areas(),
    listPlaces(db, id),
    getPetitionPlaces(db, id),
  ]);
  const { seats, elsewhere } = placesOf(counts, areas, locale);
  const { list, rows } = requirePage(readList(request), seats, ({ name }) => [name]);
  const isFirst = list.q === "" && list.page === 1;
  const shares = new Map(seats.map(({ code, share }) => [code, share]));
  const byName = new Map(totals.regions.map((one) => [one.name, one.signature_count]));
  const regions = regionsOf([...areas.byCode.values()]).flatMap(({ region, seats, electorate }) => {
    const count = byName.get(region);
    return count === undefined ? [] : [{ region, seats, count, share: shareOf(count, electorate) }];
  });
  return {
    demand: { slug, title, lang },
    list,
    seats: rows,
    most: seats[0]?.share ?? 1,
    regions: isFirst ? regions : [],
    elsewhere: isFirst ? elsewhere : [],
    places: isFirst
      ? areas.mapped.map(({ code, name, q, r }) => {
          return { code, name, q, r, share: shares.get(code) ?? null };
        })
      : [],
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.demand.places}: ${args.data?.demand.title ?? ""}`,
    description: words.places.fewerNote,
  }));

export default function DemandPlaces() {
  const { demand, list, seats, most, regions, elsewhere, places } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const { slug, title, lang } = demand;
  return (
    <>
      <p className="eyebrow" lang={lang}>
        <a href={to(href("/demands/:slug", { slug }))}>{title}</a>
      </p>
      <Heading text={words.demand.places} look="smaller" />
      <div className="places">
        <div>
          <ListPage
            {...list}
            path={href("/demands/:slug/places", { slug })}
            note={words.places.fewerNote}
            none={words.demand.noPlaces}
          >
            <SeatShares seats={seats} most={most} />
          </ListPage>
          {elsewhere.length > 0 && <ElsewhereTable places={elsewhere} />}
        </div>
        {places.length > 0 && (
          <div className="map-side">
            <HexMap places={places} label={words.places.share} />
            <p className="hint">
              <a href={href("/demands/:slug/map.svg", { slug })}>{words.map.file}</a>
            </p>
            {regions.length > 0 && (
              <>
                <h2>{words.map.regions}</h2>
                <RegionTable regions={regions} />
              </>
            )}
          </div>
        )}
      </div>
    </>
  );
}
