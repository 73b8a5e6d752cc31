/** A letter's copies, one row a member: what became of each and when, and what can still be done. */
import type { LetterState } from "#db/schema.ts";

import type { ListedCopy } from "../../../letters/steering/copy-list.ts";
import { refusalOf } from "../../../letters/life.ts";
import { href } from "../../../paths.ts";
import { copyStates, rehearsedLately } from "../../../words/letters.ts";
import { copyWords as t } from "../../../words/organise/letters.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { DeedButton } from "../organise-page.tsx";
import { CopyTimes } from "./copy-times.tsx";

interface Row extends ListedCopy {
  again: { address: string | null; version: string } | undefined;
}

export interface CopiesOf {
  letter: { id: number; state: LetterState; countedAt: Date | null };
  copies: Row[];
  /** No copy goes to a member's own address. */
  rehearsal: boolean;
  mayChange: boolean;
}

/** @param props.action the page, with which of its copies are looked at */
export function CopyTable(props: CopiesOf & { action: string }) {
  const { letter, copies, rehearsal, mayChange, action } = props;
  const isBefore = letter.countedAt === null;
  const columns: Column<Row>[] = [
    { head: "Constituency", names: true, cell: ({ constituency }) => constituency },
    {
      head: "Member",
      labelled: true,
      cell: ({ memberId, name, party }) => (
        <>
          <a href={href("/organise/members/:id", { id: memberId })}>{softenLong(name)}</a>
          <br />
          <small>{party}</small>
        </>
      ),
    },
    ...(isBefore ? [addressOf(rehearsal)] : []),
    {
      head: "State",
      labelled: true,
      cell: (copy) => (
        <>
          {stateOf(copy, rehearsal, isBefore)}
          <CopyTimes copy={copy} />
        </>
      ),
    },
    {
      head: "Copy",
      cell: ({ memberId, name }) => (
        <a
          href={`${href("/organise/letters/:id/preview", { id: letter.id })}?member=${memberId}`}
          aria-label={`Read the copy to ${name}`}
        >
          Read
        </a>
      ),
    },
  ];
  const isOver = refusalOf("leave-out", letter.state) && refusalOf("again", letter.state);
  const deed: Column<Row> = {
    head: "Change",
    cell: (copy) => <Deed {...{ copy, action }} state={letter.state} />,
  };
  return (
    <Table
      scrolls="Copies"
      look="compact stack copies"
      rows={copies}
      keyOf={({ memberId }) => memberId}
      columns={mayChange && !isOver ? [...columns, deed] : columns}
    />
  );
}

const addressOf = (rehearsal: boolean): Column<Row> => ({
  head: "Goes to",
  labelled: true,
  cell: ({ address, hasAddress }) => (
    <>
      {rehearsal ? "a stand-in address" : address && <Breakable text={address} />}
      {!hasAddress && (rehearsal ? " (no address is known)" : "—")}
    </>
  ),
});

function stateOf(copy: Row, rehearsal: boolean, isBefore: boolean): string {
  const { state, hasAddress, problem } = copy;
  const said = rehearsal && state === "recent" ? rehearsedLately : copyStates[state];
  return [
    rehearsal && !isBefore ? `in the rehearsal: ${said}` : said,
    problem && state !== "complained" && `(${problem})`,
    !hasAddress && !isBefore && state !== "no-address" && "(no address is known)",
  ]
    .filter(Boolean)
    .join(" ");
}

function Deed({ copy, state, action }: { copy: Row; state: LetterState; action: string }) {
  const { memberId, name, again } = copy;
  const fields = { member: String(memberId) };
  if (copy.state === "left-out" && !refusalOf("put-back", state))
    return (
      <DeedButton
        {...{ action, fields }}
        intent="put-back"
        className="quiet small"
        label={t.putBackOf(name)}
      >
        {t.putBack}
      </DeedButton>
    );
  if (again && !refusalOf("again", state)) {
    const isSame = copy.tries.some(({ address }) => address === again.address);
    if (again.address === null || isSame) return <small>{t.againFirst}</small>;
    const seen = { ...fields, version: again.version, seen: again.address };
    return (
      <DeedButton
        {...{ action, fields: seen }}
        intent="again"
        className="quiet small"
        label={t.againTo(again.address)}
      >
        {t.again}
      </DeedButton>
    );
  }
  const waits = ["waiting", "queued", "recent", "no-address"].includes(copy.state);
  const isCounted = state !== "draft" && state !== "approved";
  const mayLeaveOut = isCounted ? copy.state === "waiting" || copy.state === "queued" : waits;
  if (!mayLeaveOut || refusalOf("leave-out", state)) return null;
  return (
    <DeedButton
      {...{ action, fields }}
      intent="leave-out"
      className="quiet small"
      label={t.leaveOutOf(name)}
    >
      {t.leaveOut}
    </DeedButton>
  );
}
