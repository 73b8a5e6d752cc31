/** Members as organisers see them in a list: where letters reach them, the last one, what they say. */
import type { CopyState, StanceKind } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { formatDate } from "../../../words/format.ts";
import { copyStates } from "../../../words/letters.ts";
import { addressStates } from "../../../words/organise/members.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { type Column, Table } from "../../table.tsx";

export interface ListedMember {
  id: number;
  name: string;
  constituency: string;
  party: string;
  address: keyof typeof addressStates;
  mayWrite: boolean;
  last: { letterId: number; countedAt: Date; state: CopyState; isAnswered: boolean } | undefined;
  /** Of each stance on how many demands, or of the demand that is asked about. */
  says: { stance: StanceKind; count: number }[];
}

const columns: Column<ListedMember>[] = [
  {
    head: "Member",
    names: true,
    cell: ({ id, name }) => <a href={href("/organise/members/:id", { id })}>{softenLong(name)}</a>,
  },
  { head: "Constituency", cell: ({ constituency }) => constituency },
  { head: "Party", cell: ({ party }) => party },
  {
    head: "Address",
    labelled: true,
    cell: ({ address, mayWrite }) => (
      <>
        {addressStates[address]}
        {!mayWrite && (
          <>
            {" "}
            <span className="tag">do not write</span>
          </>
        )}
      </>
    ),
  },
  {
    head: "Last letter",
    labelled: true,
    cell: ({ last }) =>
      last ? (
        <>
          <a href={href("/organise/letters/:id", { id: last.letterId })}>
            {formatDate("en", last.countedAt)}
          </a>
          : {copyStates[last.state]}
          {last.isAnswered && ", answered"}
        </>
      ) : (
        "none"
      ),
  },
  {
    head: "Says",
    labelled: true,
    cell: ({ says }) =>
      says
        .map(({ stance, count }) => en.members.stances[stance] + (count > 1 ? ` (${count})` : ""))
        .join(", "),
  },
];

export function MemberList({ members }: { members: ListedMember[] }) {
  return (
    <Table
      scrolls="Members"
      look="compact stack member-list"
      rows={members}
      keyOf={({ id }) => id}
      columns={columns}
    />
  );
}
