/** Constituencies as a table: who represents each, and how many signed there. */
import { useSite } from "../../pages/site.tsx";
import { ShownCount } from "../count.tsx";
import { type Column, DrawnTable, TableRow } from "../table.tsx";
import { href } from "../../paths.ts";
import { drawnOnce } from "./drawn-once.tsx";
import { softenLong } from "../../words/typography/hyphens.ts";

interface ListedSeat {
  code: string;
  name: string;
  /** Undefined where the seat is vacant. */
  mp: string | undefined;
  /** Null where it is too small to be shown. */
  count: number | null;
}

function useColumns(): Column<ListedSeat>[] {
  const { words, to } = useSite();
  const t = words.places;
  return [
    {
      head: t.name,
      names: true,
      cell: ({ code, name }) => <a href={to(href("/constituencies/:code", { code }))}>{name}</a>,
    },
    { head: t.member, labelled: true, cell: ({ mp }) => softenLong(mp ?? t.vacant) },
    {
      head: t.count,
      kind: "number",
      labelled: true,
      cell: ({ count }) => <ShownCount count={count} />,
    },
  ];
}

const drawRows = drawnOnce((seat: ListedSeat) => <TableRow columns={useColumns()} row={seat} />);

export function SeatTable({ seats }: { seats: readonly ListedSeat[] }) {
  const site = useSite();
  const columns = useColumns();
  return <DrawnTable look="stack" columns={columns} rows={drawRows(site, seats)} />;
}
