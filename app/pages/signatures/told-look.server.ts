/** A look at signatures, with names. */
import type { RequestContext } from "../../context.server.ts";
import type { Look } from "../../review/clusters/look.server.ts";
import { formatMoment } from "../../words/format.ts";
import { NAMED_FROM, placesOf, titlesOf } from "./names.server.ts";
import type { ToldLook } from "./told.ts";

const languageNames = new Intl.DisplayNames("en-GB", { type: "language" });

export async function toldLook(
  context: Pick<RequestContext, "db" | "keys">,
  { demands, locales: languages, places, placesOf: ofPlaces, hours, hoursOf, ...look }: Look,
): Promise<ToldLook> {
  const { number, standings, first, last, updates, quick } = look;
  // what one person signed, when and where, is asked for by their address, and written down
  if (number < NAMED_FROM) return { number, standings, facts: null, parts: [] };
  const [titles, names] = await Promise.all([
    titlesOf(
      context,
      demands.map(({ key }) => key),
    ),
    placesOf(
      context,
      places.map(({ key }) => key),
    ),
  ]);
  const part = <Key>(
    head: string,
    rows: readonly { key: Key; count: number }[],
    nameOf: (key: Key) => string,
    of = rows.length,
  ) => ({ head, of, bars: rows.map(({ key, count }) => ({ name: nameOf(key), count })) });
  return {
    ...{ number, standings, facts: { first: first!, last: last!, updates, quick } },
    parts: [
      part("By hour", hours, (hour) => formatMoment("en", hour), hoursOf),
      part("By place", places, (place) => names.get(place) ?? place, ofPlaces),
      part("By language", languages, (code) => languageNames.of(code) ?? code),
      part("By demand", demands, (id) => titles.get(id) ?? `Demand ${id}`),
    ],
  };
}
