/** The totals by constituency as they were sent; small ones are not shown. */
import type { SentDemand, SentPlace } from "../letters/letter.ts";
import { useSite } from "../pages/site.tsx";
import { ShownCount } from "./count.tsx";
import { drawnOnce } from "./lists/drawn-once.tsx";
import { type Column, DrawnTable, TableRow } from "./table.tsx";
import { hrefOfCopy } from "../paths.ts";

interface Row extends SentPlace {
  letterId: number;
}

function useColumns(demands: readonly Pick<SentDemand, "title" | "lang">[]): Column<Row>[] {
  const { words, to } = useSite();
  return [
    {
      head: words.members.constituency,
      names: true,
      cell: ({ letterId, code, name }) => <a href={to(hrefOfCopy(letterId, code))}>{name}</a>,
    },
    ...demands.map(({ title, lang }, index) => ({
      head: title,
      lang,
      kind: "number" as const,
      cell: ({ counts }: Row) => <ShownCount count={counts[index]!} />,
    })),
  ];
}

// heads are no part of a row
const drawRows = drawnOnce((row: Row) => (
  <TableRow
    columns={useColumns(row.counts.map(() => ({ title: "", lang: undefined })))}
    row={row}
  />
));

export function SentPlaces(props: {
  letterId: number;
  demands: SentDemand[];
  places: readonly SentPlace[];
}) {
  const { letterId, demands, places } = props;
  const site = useSite();
  const columns = useColumns(demands);
  const { words } = site;
  const rows = places.map((place) => ({ letterId, ...place }));
  return (
    <DrawnTable
      scrolls={words.letters.byPlace}
      look="compact"
      rows={drawRows(site, rows)}
      columns={columns}
    />
  );
}
