/** Regions as a table: how many constituencies each has, and how many signed there. */
import { useSite } from "../../pages/site.tsx";
import { formatNumber, formatShare } from "../../words/format.ts";
import { href } from "../../paths.ts";
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

/** Where the list is that holds the constituencies of a region alone. */
export const regionHref = (region: string): string =>
  `${href("/constituencies")}?q=${encodeURIComponent(region.toLowerCase())}`;

export function RegionTable({ regions }: { regions: readonly RegionRow[] }) {
  const { words, to, locale } = useSite();
  const t = words.places;
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
            <a href={to(regionHref(region))}>
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
                cell: ({ share }: RegionRow) => (share ? formatShare(locale, share) : "–"),
              },
            ]
          : []),
      ]}
    />
  );
}
