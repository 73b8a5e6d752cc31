/** A table from its columns; by itself in a region that scrolls where it is named. */
import type { Key, ReactNode } from "react";

import { typeset } from "../words/typography/typeset.ts";
import { Scroll } from "./scroll.tsx";

export interface Column<Row> {
  head: string;
  /** Of the head, where it is not the page's. */
  lang?: string | undefined;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column; names do not break within a word. */
  kind?: "number" | "name";
  /** Names its row. */
  names?: true;
  /** On a narrow screen, where cells are stacked, says in each what it is. */
  labelled?: true;
}

interface Look<Row> {
  columns: readonly Column<Row>[];
  /** Classes of the style: `compact`, `stack`, `bars`. */
  look?: string;
  /** For readers of the screen alone. */
  isHeadUnseen?: boolean;
  /** Names a wide table, which then moves by itself on a narrow screen, by keyboard too. */
  scrolls?: string;
}

export function Table<Row>(
  props: Look<Row> & { rows: readonly Row[]; keyOf: (row: Row) => Key },
): ReactNode {
  const { rows, keyOf, columns } = props;
  return (
    <Frame {...props}>
      <tbody>
        {rows.map((row) => (
          <TableRow key={keyOf(row)} columns={columns} row={row} />
        ))}
      </tbody>
    </Frame>
  );
}

/** A table whose rows are drawn already, each a `TableRow` of the same columns. */
export function DrawnTable<Row>(props: Look<Row> & { rows: { __html: string } }): ReactNode {
  return (
    <Frame {...props}>
      <tbody dangerouslySetInnerHTML={props.rows} />
    </Frame>
  );
}

export function TableRow<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <tr>
      {columns.map(({ head, cell, kind, names, labelled }, index) =>
        names ? (
          <th key={index} scope="row">
            {cell(row)}
          </th>
        ) : (
          <td key={index} className={kind} data-label={labelled && head}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function Frame<Row>(props: Look<Row> & { children: ReactNode }) {
  const { columns, look, isHeadUnseen, scrolls, children } = props;
  const table = (
    <table className={look}>
      <thead className={isHeadUnseen ? "unseen" : undefined}>
        <tr>
          {columns.map(({ head, kind, lang }, index) => (
            <th
              key={index}
              scope="col"
              lang={lang}
              className={kind === "number" ? kind : undefined}
            >
              {typeset(head)}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
  return scrolls === undefined ? table : <Scroll label={scrolls}>{table}</Scroll>;
}
