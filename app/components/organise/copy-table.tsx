/** A letter's copies, one row a member. */
import type { CopyRow } from "../../letters/copy-life.ts";
import { href } from "../../paths.ts";
import { copyStates } from "../../words/letters.ts";
import { Table } from "../table.tsx";

export function CopyTable({ letterId, copies }: { letterId: number; copies: CopyRow[] }) {
  return (
    <Table
      scrolls="Copies"
      look="compact"
      rows={copies}
      keyOf={({ memberId }) => memberId}
      columns={[
        { head: "Constituency", names: true, cell: ({ constituency }) => constituency },
        {
          head: "Member",
          cell: ({ memberId, name }) => (
            <a href={href("/organise/members/:id", { id: memberId })}>{name}</a>
          ),
        },
        { head: "Party", cell: ({ party }) => party },
        {
          head: "State",
          cell: ({ state, hasAddress, problem }) => (
            <>
              {copyStates[state]}
              {problem && ` (${problem})`}
              {!hasAddress && state !== "no-address" && " (no address is known)"}
            </>
          ),
        },
        {
          head: "Copy",
          cell: ({ memberId, name }) => (
            <a
              href={`${href("/organise/letters/:id/preview", { id: letterId })}?member=${memberId}`}
              aria-label={`Read the copy to ${name}`}
            >
              Read
            </a>
          ),
        },
      ]}
    />
  );
}
