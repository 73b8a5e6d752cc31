/** What the members of each party or region say: a bar and its numbers in a row each. */
import type { ReactNode } from "react";

import { type Group, parts } from "../../answers/record/standing.ts";
import { useSite } from "../../pages/site.tsx";
import { formatNumber } from "../../words/format.ts";
import { type Column, Table } from "../table.tsx";
import { Bar } from "./answer-bar.tsx";

export function GroupTable(props: {
  /** What it is by. */
  head: string;
  groups: readonly Group[];
  name: (group: Group) => ReactNode;
}) {
  const { head, groups, name } = props;
  const { words, locale } = useSite();
  const { stances } = words.members;
  const numbers = parts.map((part): Column<Group> => ({
    head: stances[part],
    kind: "number",
    labelled: true,
    cell: ({ counts }) => formatNumber(locale, counts[part]),
  }));
  return (
    <Table
      look="compact stack answer-groups"
      scrolls={head}
      rows={groups}
      keyOf={(group) => group.name}
      columns={[
        {
          head,
          names: true,
          cell: (group) => (
            <>
              {name(group)}
              <Bar counts={group.counts} />
            </>
          ),
        },
        {
          head: words.record.all,
          kind: "number",
          labelled: true,
          cell: ({ all }) => formatNumber(locale, all),
        },
        ...numbers,
      ]}
    />
  );
}
