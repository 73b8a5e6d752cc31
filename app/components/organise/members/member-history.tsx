/** What there was with a member: letters with their copies' fates, seats, and what organisers changed. */
import { HistoryLink } from "../audit/history-link.tsx";
import type { CopyState } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { formatDate } from "../../../words/format.ts";
import { copyStates, rehearsedLately } from "../../../words/letters.ts";
import { auditSentence } from "../../../words/organise/audit.ts";
import { historyWords as t } from "../../../words/organise/members.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

interface Letter {
  letterId: number;
  subject: string;
  countedAt: Date;
  rehearsal: boolean;
  state: CopyState;
  problem: string | null;
  isAnswered: boolean;
}

export function MemberLetters({ memberId, letters }: { memberId: number; letters: Letter[] }) {
  const columns: Column<Letter>[] = [
    {
      head: t.letter,
      names: true,
      cell: ({ letterId, subject }) => (
        <a href={href("/organise/letters/:id", { id: letterId })}>{subject}</a>
      ),
    },
    { head: t.counted, labelled: true, cell: ({ countedAt }) => <Moment at={countedAt} /> },
    {
      head: t.fate,
      labelled: true,
      cell: ({ rehearsal, state, problem, isAnswered }) => (
        <>
          {rehearsal && `${t.rehearsal} `}
          {rehearsal && state === "recent" ? rehearsedLately : copyStates[state]}
          {problem && ` (${problem})`}
          {isAnswered && `, ${t.answered}`}
        </>
      ),
    },
    {
      head: t.copy,
      cell: ({ letterId, subject }) => (
        <a
          href={`${href("/organise/letters/:id/preview", { id: letterId })}?member=${memberId}`}
          aria-label={t.readCopy(subject)}
        >
          {t.read}
        </a>
      ),
    },
  ];
  if (letters.length === 0) return <p>{t.noLetters}</p>;
  return (
    <Table
      scrolls={t.letters}
      look="compact stack"
      rows={letters}
      keyOf={({ letterId }) => letterId}
      columns={columns}
    />
  );
}

interface Seat {
  code: string;
  name: string;
  startedOn: string;
  endedOn: string | null;
}

export function SeatsHeld({ seats }: { seats: Seat[] }) {
  if (seats.length === 0) return <p>{t.noSeats}</p>;
  return (
    <ul>
      {seats.map(({ code, name, startedOn, endedOn }) => (
        <li key={`${code} ${startedOn}`}>
          <a href={href("/constituencies/:code", { code })}>{name}</a>,{" "}
          {t.held(formatDate("en", startedOn), endedOn && formatDate("en", endedOn))}
        </li>
      ))}
    </ul>
  );
}

interface Change {
  id: number;
  at: Date;
  who: string;
  action: string;
  subject: string;
  before: string[];
  after: string[];
}

const linesIn = (lines: string[]) => lines.map((line, index) => <small key={index}>{line}</small>);

const changeColumns: Column<Change>[] = [
  { head: t.when, cell: ({ at }) => <Moment at={at} /> },
  { head: t.organiser, labelled: true, cell: ({ who }) => <Breakable text={who} /> },
  { head: t.what, labelled: true, cell: ({ action, subject }) => auditSentence(action, subject) },
  { head: t.before, labelled: true, cell: ({ before }) => linesIn(before) },
  { head: t.after, labelled: true, cell: ({ after }) => linesIn(after) },
];

/** The latest, and the way to all of them. */
export function MemberChanges({ memberId, changes }: { memberId: number; changes: Change[] }) {
  return (
    <>
      {changes.length === 0 ? (
        <p>{t.noChanges}</p>
      ) : (
        <Table
          scrolls={t.changes}
          look="compact audit stack"
          rows={changes}
          keyOf={({ id }) => id}
          columns={changeColumns}
        />
      )}
      <p>
        <HistoryLink subject={`member ${memberId}`} />
      </p>
    </>
  );
}
