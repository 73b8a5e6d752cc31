/** The lists so far. */
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { listsWords as words, listStateWords } from "../../../words/organise/lists.ts";
import type { ShownList } from "../../../pages/supporters/shown-list.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";

const { heads } = words;
const columns: Column<ShownList>[] = [
  {
    head: heads.list,
    names: true,
    cell: ({ id }) => <a href={href("/organise/supporters/lists/:id", { id })}>{words.name(id)}</a>,
  },
  { head: heads.demand, labelled: true, cell: ({ title }) => title },
  {
    head: heads.state,
    labelled: true,
    cell: ({ state }) => <span className="tag">{listStateWords[state]}</span>,
  },
  { head: heads.by, labelled: true, cell: ({ who }) => <Breakable text={who} /> },
  {
    head: heads.handled,
    kind: "number",
    labelled: true,
    cell: ({ handled }) => formatNumber("en", handled),
  },
];

export function ListTable({ lists }: { lists: ShownList[] }) {
  if (lists.length === 0) return <p>{words.noLists}</p>;
  return <Table columns={columns} rows={lists} keyOf={({ id }) => id} look="stack" />;
}
