/** How old each list is. */
import type { ImportKind } from "#db/schema.ts";

import { kindWords } from "../../../words/organise/imports.ts";
import { Table } from "../../table.tsx";
import { Moment } from "../organise-page.tsx";

const DAY = 24 * 3_600_000;

export function LastImported(props: {
  last: { kind: ImportKind; at: Date | undefined }[];
  now: Date;
}) {
  return (
    <Table
      look="stack"
      rows={props.last}
      keyOf={({ kind }) => kind}
      columns={[
        { head: "List", names: true, cell: ({ kind }) => kindWords[kind] },
        {
          head: "Last imported",
          labelled: true,
          cell: ({ at }) => (at ? <Moment at={at} /> : "never, or before this was kept"),
        },
        {
          head: "Age",
          kind: "number",
          labelled: true,
          cell: ({ at }) => (at ? age(at, props.now) : "—"),
        },
      ]}
    />
  );
}

function age(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY);
  return days < 1 ? "today" : days === 1 ? "1 day" : `${days} days`;
}
