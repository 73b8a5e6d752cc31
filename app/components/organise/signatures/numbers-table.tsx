/** Signatures by hour, day, place or label, split into what became of them. */
import { formatNumber } from "../../../words/format.ts";
import { groupingWords } from "../../../words/organise/signatures.ts";
import { type Column, Table } from "../../table.tsx";

export interface ShownNumbers {
  name: string;
  counted: number;
  waiting: number;
  held: number;
  withdrawn: number | null;
  invalidated: number;
}

const n = (value: number | null) => (value === null ? "—" : formatNumber("en", value));

const number = (head: string, of: (row: ShownNumbers) => number | null): Column<ShownNumbers> => ({
  ...{ head, kind: "number", labelled: true },
  cell: (row) => n(of(row)),
});

export function NumbersTable(props: { by: keyof typeof groupingWords; rows: ShownNumbers[] }) {
  const { by, rows } = props;
  if (rows.length === 0) return <p>Nothing yet.</p>;
  return (
    <Table
      scrolls="Signatures"
      look="compact stack"
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { head: groupingWords[by], names: true, cell: ({ name }) => name },
        number("Counted", ({ counted }) => counted),
        number("Waiting", ({ waiting }) => waiting),
        number("Held", ({ held }) => held),
        number("Withdrawn", ({ withdrawn }) => withdrawn),
        number("Invalidated", ({ invalidated }) => invalidated),
      ]}
    />
  );
}
