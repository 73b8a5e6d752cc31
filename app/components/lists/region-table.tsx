/** Regions as a table: how many constituencies each has, and how many signed there. */
import { useSite } from "../../pages/site.tsx";
import { formatNumber, sharesFormat } from "../../words/format.ts";
import { RegionName } from "../text/known.tsx";
import { Table } from "../table.tsx";

export interface RegionRow {
  region: string;
  seats: number;
  /** Of what may be told. */
  count: number;
  /** Of its electorate; undefined where the number is of several demands, null where it is not known. */
  share?: number | null;
}

/** Where those of a region stand alone. @param list the path of all of them */
export const regionHref = (list: string, region: string): string =>
  `${list}?q=${encodeURIComponent(region.toLowerCase())}`;

/** @param props.list the path of all constituencies that are meant */
export function RegionTable({ regions, list }: { regions: readonly RegionRow[]; list: string }) {
  const { words, to, locale } = useSite();
  const t = words.places;
  const formatShare = sharesFormat(
    locale,
    regions.map(({ share }) => share ?? 0),
  );
  const hasShare = regions.some(({ share }) => share !== undefined);
  return (
    <Table
      look="compact stack regions"
      rows={regions}
      keyOf={({ region }) => region}
      columns={[
        {
          head: t.region,
          names: true,
          cell: ({ region }) => (
            <a href={to(regionHref(list, region))}>
              <RegionName of={region} />
            </a>
          ),
        },
        {
          head: t.title,
          kind: "number",
          labelled: true,
          cell: ({ seats }) => formatNumber(locale, seats),
        },
        {
          head: t.count,
          kind: "number",
          labelled: true,
          cell: ({ count }) => formatNumber(locale, count),
        },
        ...(hasShare
          ? [
              {
                head: t.share,
                kind: "number" as const,
                labelled: true as const,
                cell: ({ share }: RegionRow) => (share ? formatShare(share) : "–"),
              },
            ]
          : []),
      ]}
    />
  );
}
