/** Where the signatures of one demand come from: a map to point at, regions, every constituency by share. */
import type { LocaleCode } from "#db/schema.ts";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ListPage } from "../../components/lists/list-page.tsx";
import { MapSide } from "../../components/lists/map-side.tsx";
import { ElsewhereTable, SeatShares } from "../../components/place-table.tsx";
import { Heading } from "../../components/text/heading.tsx";
import type { PetitionPlaces } from "../../demands/petition-json.ts";
import { getPetitionPlaces } from "../../members/petition-places.server.ts";
import { placesOf } from "../../pages/demands/pictures.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { regionAsked, regionsOf } from "../../places/region-rows.ts";
import type { HeldAreas } from "../../places/held-areas.server.ts";
import { shareOf } from "../../places/shown.ts";
import { listPlaces } from "../../signatures/places.server.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { id, slug, title, lang } = demand;
  const asked = readList(request);
  const isFirst = asked.q === "" && asked.page === 1;
  const [areas, counts, totals] = await Promise.all([
    context.areas(),
    isFirst ? listPlaces(db, id) : context.lists.places(id),
    isFirst ? getPetitionPlaces(db, id) : undefined,
  ]);
  const { seats, elsewhere } = placesOf(counts, areas, locale);
  const region = regionAsked(locale, asked.q, areas.mapped);
  const { list, rows } = requirePage(
    asked,
    region === undefined ? seats : seats.filter((seat) => seat.region === region),
    ({ name }) => [region === undefined ? name : asked.q],
  );
  const shares = new Map(seats.map(({ code, share }) => [code, share]));
  const mapped = areas.mapped.filter((area) => isFirst || area.region === region);
  return {
    demand: { slug, title, lang },
    list,
    seats: rows,
    most: seats[0]?.share ?? 1,
    region,
    regions: totals ? regionsWithShares(locale, areas, totals) : [],
    elsewhere: isFirst ? elsewhere : [],
    places: (asked.page === 1 ? mapped : []).map(({ code, name, region, q, r }) => {
      return { code, name, region, q, r, share: shares.get(code) ?? null };
    }),
  };
}

/** Without those of whose number nothing is shown. */
function regionsWithShares(locale: LocaleCode, areas: HeldAreas, totals: PetitionPlaces) {
  const counts = new Map(totals.regions.map((one) => [one.name, one.signature_count]));
  return regionsOf(locale, [...areas.byCode.values()]).flatMap(({ electorate, ...row }) => {
    const count = counts.get(row.region);
    return count === undefined ? [] : [{ ...row, count, share: shareOf(count, electorate) }];
  });
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.demand.places}: ${args.data?.demand.title ?? ""}`,
    description: words.places.fewerNote,
  }));

export default function DemandPlaces() {
  const { demand, list, seats, most, region, regions, elsewhere, places } =
    useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const { slug, title, lang } = demand;
  const path = href("/demands/:slug/places", { slug });
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
            path={path}
            note={words.places.fewerNote}
            none={words.demand.noPlaces}
          >
            <SeatShares seats={seats} most={most} />
          </ListPage>
          {elsewhere.length > 0 && <ElsewhereTable places={elsewhere} />}
        </div>
        {places.length > 1 && (
          <MapSide
            {...{ places, region, regions, list: path, label: words.places.share }}
            file={href("/demands/:slug/map.svg", { slug })}
          />
        )}
      </div>
    </>
  );
}
