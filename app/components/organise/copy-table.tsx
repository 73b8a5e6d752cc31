/** A letter's copies, one row a member. */
import type { CopyRow } from "../../letters/copy-life.ts";
import { href } from "../../paths.ts";
import { copyStates, rehearsedLately } from "../../words/letters.ts";
import { type Column, Table } from "../table.tsx";
import { softenLong } from "../../words/typography/hyphens.ts";
import { Breakable } from "../text/breakable.tsx";

/** @param props.rehearsal no copy goes to a member's own address */
export function CopyTable(props: { letterId: number; copies: CopyRow[]; rehearsal: boolean }) {
  const { letterId, copies, rehearsal } = props;
  const isBefore = copies.some(({ address }) => address !== undefined);
  const addresses: Column<CopyRow> = {
    head: "Goes to",
    cell: ({ address, hasAddress }) => (
      <>
        {rehearsal ? "a stand-in address" : address && <Breakable text={address} />}
        {!hasAddress && (rehearsal ? " (no address is known)" : "—")}
      </>
    ),
  };
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
            <a href={href("/organise/members/:id", { id: memberId })}>{softenLong(name)}</a>
          ),
        },
        { head: "Party", cell: ({ party }) => party },
        ...(isBefore ? [addresses] : []),
        {
          head: "State",
          cell: ({ state, hasAddress, problem }) => (
            <>
              {rehearsal && !isBefore && "in the rehearsal: "}
              {rehearsal && state === "recent" ? rehearsedLately : copyStates[state]}
              {problem && state !== "complained" && ` (${problem})`}
              {!hasAddress && !isBefore && state !== "no-address" && " (no address is known)"}
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
