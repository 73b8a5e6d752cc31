/** How many have signed each demand, in all and lately, and what became of the others, for organisers. */
import { formatNumber } from "../../words/format.ts";
import { type Column, Table } from "../table.tsx";
import { href } from "../../paths.ts";

interface Numbers {
  id: number;
  title: string;
  count: number;
  day: number;
  held: number;
  invalidated: number;
  withdrawn: number;
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
  { head: "Held", kind: "number", cell: ({ held }) => n(held) },
  { head: "Withdrawn", kind: "number", cell: ({ withdrawn }) => n(withdrawn) },
  { head: "Invalidated", kind: "number", cell: ({ invalidated }) => n(invalidated) },
];

export function DemandNumbers({ demands }: { demands: Numbers[] }) {
  return <Table scrolls="Signatures" columns={columns} rows={demands} keyOf={({ id }) => id} />;
}
