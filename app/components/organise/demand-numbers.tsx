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

/** Of what is not counted, that which there is. */
const notCounted = ({ held, withdrawn, invalidated }: Omit<Numbers, "id" | "title">) =>
  Object.entries({ held, withdrawn, invalidated })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${n(count)} ${what}`)
    .join(", ");

const columns: Column<Numbers>[] = [
  {
    head: "Demand",
    names: true,
    cell: ({ id, title, ...others }) => (
      <>
        <a href={href("/organise/demands/:id", { id })}>{title}</a>
        <small>{notCounted(others)}</small>
      </>
    ),
  },
  { head: "Confirmed", kind: "number", cell: ({ count }) => n(count) },
  { head: "Last 24 hours", kind: "number", cell: ({ day }) => n(day) },
];

export function DemandNumbers({ demands }: { demands: Numbers[] }) {
  return <Table scrolls="Signatures" columns={columns} rows={demands} keyOf={({ id }) => id} />;
}
