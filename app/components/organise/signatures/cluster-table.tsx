/** Clusters, each with why it is one and what became of its signatures. */
import type { ToldCluster } from "../../../pages/signatures/told.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const n = (value: number) => formatNumber("en", value);

export const clusterPath = (id: string, asked: Record<string, string>): string => {
  const path = href("/organise/signatures/clusters/:cluster", { cluster: id });
  const query = String(new URLSearchParams(asked));
  return query === "" ? path : `${path}?${query}`;
};

const number = (head: string, of: (cluster: ToldCluster) => number): Column<ToldCluster> => ({
  ...{ head, kind: "number", labelled: true },
  cell: (cluster) => n(of(cluster)),
});

export function ClusterTable({ clusters }: { clusters: ToldCluster[] }) {
  return (
    <Table
      scrolls="Clusters"
      look="compact clusters stack"
      rows={clusters}
      keyOf={({ id }) => id}
      columns={[
        {
          head: "What they have in common",
          names: true,
          cell: ({ id, asked, name, why }) => (
            <>
              <a href={clusterPath(id, asked)}>
                <Breakable text={name} />
              </a>
              <small>{why}</small>
            </>
          ),
        },
        number("Counted", ({ standings }) => standings.counted),
        number("Held", ({ standings }) => standings.held),
        number("Invalidated", ({ standings }) => standings.invalidated),
        { head: "First", labelled: true, cell: ({ first }) => <Moment at={first} /> },
        { head: "Last", labelled: true, cell: ({ last }) => <Moment at={last} /> },
      ]}
    />
  );
}
