/** A table from its columns; by itself in a region that scrolls where it is named. */
import type { Key, ReactNode } from "react";

import { Scroll } from "./scroll.tsx";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column; names do not break within a word. */
  kind?: "number" | "name";
  /** Names its row. */
  names?: true;
  /** On a narrow screen, where cells are stacked, says in each what it is. */
  labelled?: true;
}

export function Table<Row>(props: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => Key;
  /** Classes of the style: `compact`, `stack`, `bars`. */
  look?: string;
  /** For readers of the screen alone. */
  isHeadUnseen?: boolean;
  /** Names a wide table, which then moves by itself on a narrow screen, by keyboard too. */
  scrolls?: string;
}) {
  const { columns, rows, keyOf, look, isHeadUnseen, scrolls } = props;
  const table = (
    <table className={look}>
      <thead className={isHeadUnseen ? "unseen" : undefined}>
        <tr>
          {columns.map(({ head, kind }, index) => (
            <th key={index} scope="col" className={kind === "number" ? kind : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
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
        ))}
      </tbody>
    </table>
  );
  return scrolls === undefined ? table : <Scroll label={scrolls}>{table}</Scroll>;
}
