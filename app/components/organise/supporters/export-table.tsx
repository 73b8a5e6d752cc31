/** The exports so far: when, who, for whom and why, how many. */
import { formatNumber } from "../../../words/format.ts";
import { supportersWords as words } from "../../../words/organise/supporters.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

export interface ToldExport {
  id: number;
  kind: "list" | "remove";
  recipient: string;
  reason: string;
  people: number;
  who: string;
  at: Date;
  isWhole: boolean;
}

const { heads } = words;
const columns: Column<ToldExport>[] = [
  { head: heads.when, names: true, cell: ({ at }) => <Moment at={at} /> },
  {
    head: heads.what,
    labelled: true,
    cell: ({ kind, isWhole }) => (
      <>
        {words.kinds[kind]}
        {!isWhole && <span className="tag">{words.cutOff}</span>}
      </>
    ),
  },
  {
    head: heads.forWhom,
    labelled: true,
    cell: ({ recipient, reason }) => (recipient ? `${recipient}: ${reason}` : "–"),
  },
  { head: heads.who, labelled: true, cell: ({ who }) => <Breakable text={who} /> },
  {
    head: heads.people,
    kind: "number",
    labelled: true,
    cell: ({ people }) => formatNumber("en", people),
  },
];

export function ExportTable({ exports }: { exports: ToldExport[] }) {
  if (exports.length === 0) return <p>{words.none}</p>;
  return <Table columns={columns} rows={exports} keyOf={({ id }) => id} look="stack" />;
}
