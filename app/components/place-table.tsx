/** Where signatures come from: constituencies by their share of the electorate, then places without a member. */
import { useSite } from "../pages/site.tsx";
import { formatNumber, sharesFormat } from "../words/format.ts";
import { href } from "../paths.ts";
import { Table } from "./table.tsx";

/** A bar of a hundredth is still seen. */
const LEAST = 1;

export interface SeatShare {
  code: string;
  name: string;
  count: number;
  /** Of its electorate; null where that is not known. */
  share: number | null;
}

export interface Elsewhere {
  /** ISO country code. */
  place: string;
  name: string;
  count: number;
}

/** @param most the largest share in the whole list, of which these can be a part */
export function SeatShares({ seats, most }: { seats: readonly SeatShare[]; most: number }) {
  const { words, to, locale } = useSite();
  const formatShare = sharesFormat(
    locale,
    seats.map(({ share }) => share ?? 0),
  );
  return (
    <Table
      look="bars"
      rows={seats}
      keyOf={({ code }) => code}
      columns={[
        {
          head: words.demand.place,
          names: true,
          cell: ({ code, name }) => (
            <a href={to(href("/constituencies/:code", { code }))}>{name}</a>
          ),
        },
        {
          head: words.places.share,
          cell: ({ share }) =>
            share !== null && (
              <>
                <svg
                  {...{ viewBox: "0 0 100 4", width: "100%", fill: "currentColor" }}
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect width={Math.max(LEAST, (100 * share) / most).toFixed(1)} height="4" />
                </svg>
                <span>{formatShare(share)}</span>
              </>
            ),
        },
        {
          head: words.places.count,
          kind: "number",
          labelled: true,
          cell: ({ count }) => formatNumber(locale, count),
        },
      ]}
    />
  );
}

export function ElsewhereTable({ places }: { places: readonly Elsewhere[] }) {
  const { words, locale } = useSite();
  return (
    <Table
      look="compact elsewhere"
      rows={places}
      keyOf={({ place }) => place}
      columns={[
        { head: words.map.elsewhere, names: true, cell: ({ name }) => name },
        {
          head: words.places.count,
          kind: "number",
          cell: ({ count }) => formatNumber(locale, count),
        },
      ]}
    />
  );
}
