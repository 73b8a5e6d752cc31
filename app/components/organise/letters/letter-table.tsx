/** Letters, one row each: their state, whom they are for, how far they have come. */
import type { LetterState } from "#db/schema.ts";

import { subjectInBrackets } from "../../../letters/text/fields.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { formatMoment, formatNumber } from "../../../words/format.ts";
import { type Column, Table } from "../../table.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

interface Row {
  id: number;
  subject: string;
  state: LetterState;
  rehearsal: boolean;
  whom: string;
  createdAt: Date;
  countedAt: Date | null;
  sendAt: Date | null;
  left: number;
  all: number;
}

const n = (value: number) => formatNumber("en", value);

const columns: Column<Row>[] = [
  {
    head: "Letter",
    names: true,
    cell: ({ id, subject }) => (
      <a href={href("/organise/letters/:id", { id })}>{subjectInBrackets(subject)}</a>
    ),
  },
  {
    head: "State",
    labelled: true,
    cell: ({ state, rehearsal, sendAt }) => (
      <>
        {en.letters.states[state]}
        {rehearsal && `, ${en.letters.rehearsed}`}
        {sendAt && `, leaves ${formatMoment("en", sendAt)}`}
      </>
    ),
  },
  { head: "Who gets it", labelled: true, cell: ({ whom }) => whom },
  {
    head: "Copies left",
    labelled: true,
    kind: "number",
    cell: ({ left, all, countedAt }) =>
      countedAt ? (
        <>
          <progress value={left} max={Math.max(all, 1)} aria-label={`${n(left)} of ${n(all)}`} />{" "}
          {n(left)} / {n(all)}
        </>
      ) : (
        "—"
      ),
  },
  {
    head: "When",
    labelled: true,
    cell: ({ createdAt, countedAt }) =>
      countedAt ? (
        <>
          counted <Moment at={countedAt} />
        </>
      ) : (
        <>
          written <Moment at={createdAt} />
        </>
      ),
  },
];

const duplicate: Column<Row> = {
  head: "As a draft",
  cell: ({ id, subject }) => (
    <DeedButton
      action={href("/organise/letters/:id", { id })}
      intent="duplicate"
      className="quiet small"
      label={`Duplicate “${subjectInBrackets(subject)}”`}
    >
      Duplicate
    </DeedButton>
  ),
};

export function LetterTable({ letters, mayChange }: { letters: Row[]; mayChange: boolean }) {
  return (
    <Table
      scrolls="Letters"
      look="compact stack"
      rows={letters}
      keyOf={({ id }) => id}
      columns={mayChange ? [...columns, duplicate] : columns}
    />
  );
}
