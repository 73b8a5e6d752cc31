/** How many have signed each demand, in all and lately, for organisers. */
import { formatNumber } from "../../words/format.ts";
import { type Column, Table } from "../table.tsx";
import { href } from "../../paths.ts";

interface Numbers {
  id: number;
  title: string;
  count: number;
  day: number;
}

const n = (value: number) => formatNumber("en", value);

const columns: Column<Numbers>[] = [
  {
    head: "Demand",
    names: true,
    cell: ({ id, title }) => <a href={href("/organise/demands/:id", { id })}>{title}</a>,
  },
  { head: "Confirmed", kind: "number", cell: ({ count }) => n(count) },
  { head: "Last 24 hours", kind: "number", cell: ({ day }) => n(day) },
];

export function DemandNumbers({ demands }: { demands: Numbers[] }) {
  return <Table scrolls="Signatures" columns={columns} rows={demands} keyOf={({ id }) => id} />;
}
