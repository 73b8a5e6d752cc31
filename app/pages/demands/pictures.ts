/** What the pictures on a demand's page are drawn from. */
import { countryName, HOME } from "../../places/country.ts";
import type { HeldAreas } from "../../places/held-areas.server.ts";
import { type DrawnMap, drawMap } from "../../places/map/drawn-map.ts";
import { shareOf } from "../../places/shown.ts";
import type { PlaceCount } from "../../signatures/places.server.ts";
import { type Day, daysBefore, seriesOf } from "../../signatures/time/series.ts";
import { dayOf } from "../../words/format.ts";
import type { LocaleCode } from "#db/schema.ts";
import { wordsFor } from "../../words/words.ts";

/** A demand's constituencies by share, largest first, and other places by number. @param counts those that are shown */
export function placesOf(counts: readonly PlaceCount[], areas: HeldAreas, locale: LocaleCode) {
  const seats = counts
    .flatMap(({ place, count }) => {
      const area = areas.byCode.get(place);
      const share = area && shareOf(count, area.electorate);
      if (!area) return [];
      const { name, region } = area;
      return [{ code: place, name, region, count, share: share ?? null }];
    })
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || b.count - a.count);
  // those whose constituency is not known cover the one place that is not shown
  const hidesOne = areas.byCode.size - seats.length <= 1;
  const elsewhere = counts
    .filter(({ place }) => !areas.byCode.has(place) && !(hidesOne && place === HOME))
    .map(({ place, count }) => ({
      place,
      count,
      name: place === HOME ? wordsFor(locale).demand.unplaced : countryName(place, locale),
    }));
  return { seats, elsewhere };
}

/** The map of a demand; undefined where nothing can be shown on it. @param seats those that are shown */
export function mapOf(
  seats: readonly { code: string; share: number | null }[],
  areas: HeldAreas,
): DrawnMap | undefined {
  if (seats.length === 0) return undefined;
  const shares = new Map(seats.map(({ code, share }) => [code, share]));
  return drawMap(areas.mapped, ({ code }) => shares.get(code) ?? null);
}

/** So many constituencies stand beside the map; a page of their own has all. */
const SEATS = 8;

interface Places {
  map: DrawnMap | undefined;
  /** The first by share, and how many there are. */
  seats: ReturnType<typeof placesOf>["seats"];
  allSeats: number;
  elsewhere: ReturnType<typeof placesOf>["elsewhere"];
}

/** By demand and language, with the numbers that they are of: a page is asked for far more often than these change. */
const drawn = new Map<string, { counts: string; areas: HeldAreas; places: Places }>();
const MOST_DRAWN = 200;

/** What stands on a demand's own page of its places, drawn once for the same numbers. @param counts those that are shown */
export function placesDrawn(
  demandId: number,
  counts: readonly PlaceCount[],
  areas: HeldAreas,
  locale: LocaleCode,
): Places {
  const key = `${demandId} ${locale}`;
  const before = drawn.get(key);
  const text = JSON.stringify(counts);
  if (before?.counts === text && before.areas === areas) return before.places;
  const { seats, elsewhere } = placesOf(counts, areas, locale);
  const map = mapOf(seats, areas);
  const places = { map, seats: seats.slice(0, SEATS), allSeats: seats.length, elsewhere };
  if (drawn.size >= MOST_DRAWN) drawn.clear();
  drawn.set(key, { counts: text, areas, places });
  return places;
}

/** So many days are also shown by themselves. */
const MONTH = 30;

/** @param life when the demand was opened and closed @param days oldest first */
export function timesOf(
  days: readonly Day[],
  life: { openedAt: Date | null; closedAt: Date | null },
  now: Date,
) {
  if (days.length === 0) return { since: undefined, month: undefined };
  const opened = dayOf(life.openedAt ?? now);
  const first = days[0]!.day;
  // years in which nobody signed would leave the rest no room
  const waited = daysBefore(first, MONTH);
  const from = opened > first ? first : opened < waited ? daysBefore(first, 1) : opened;
  const end = dayOf(life.closedAt ?? now);
  const to = end > days.at(-1)!.day ? end : days.at(-1)!.day;
  if (from === to) return { since: undefined, month: undefined };
  const recent = daysBefore(to, MONTH - 1);
  return {
    since: seriesOf(days, from, to),
    month: from < daysBefore(to, MONTH + 6) ? seriesOf(days, recent, to) : undefined,
  };
}
