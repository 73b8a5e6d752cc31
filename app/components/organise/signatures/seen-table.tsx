/** What a bulk work touches, by demand and by place. */
import type { ReviewDeed } from "#db/schema.ts";

import type { SeenLine, ToldSeen } from "../../../pages/signatures/told.ts";
import { formatNumber } from "../../../words/format.ts";
import { Table } from "../../table.tsx";

const n = (value: number) => formatNumber("en", value);

/** How a number that is counted moves. */
const moves: Readonly<Record<ReviewDeed, (line: SeenLine) => string>> = {
  hold: ({ counted }) => `−${n(counted)}`,
  release: ({ held }) => `+${n(held)}`,
  invalidate: ({ counted }) => `−${n(counted)}`,
};

export function SeenTables({ deed, seen }: { deed: ReviewDeed; seen: ToldSeen }) {
  const others = seen.otherPlaces > 0 && {
    ...{ name: `${n(seen.otherPlaces)} other places`, ...seen.others },
  };
  return (
    <>
      <h2>What it touches</h2>
      <SeenTable head="Demand" deed={deed} lines={seen.demands} />
      <SeenTable head="Place" deed={deed} lines={[...seen.places, ...(others ? [others] : [])]} />
    </>
  );
}

function SeenTable(props: { head: string; deed: ReviewDeed; lines: SeenLine[] }) {
  const { head, deed, lines } = props;
  return (
    <Table
      scrolls={head}
      look="compact stack"
      rows={lines}
      keyOf={({ name }) => name}
      columns={[
        { head, names: true, cell: ({ name }) => name },
        { head: "Counted", kind: "number", labelled: true, cell: ({ counted }) => n(counted) },
        { head: "Held", kind: "number", labelled: true, cell: ({ held }) => n(held) },
        { head: "Its number moves by", kind: "number", labelled: true, cell: moves[deed] },
      ]}
    />
  );
}
