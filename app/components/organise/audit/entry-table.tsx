/** Entries of the audit log: when, who, what, and what was before and after. */
import { auditSentence } from "../../../words/organise/audit.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";
import { pageOf } from "./page-of.ts";

export interface ShownEntry {
  id: number;
  at: Date;
  who: string;
  action: string;
  subject: string;
  before: string[];
  after: string[];
}

const linesIn = (lines: string[]) => lines.map((line, index) => <small key={index}>{line}</small>);

function What({ action, subject }: ShownEntry) {
  const page = pageOf(subject);
  const sentence = auditSentence(action, subject);
  return page === undefined ? sentence : <a href={page}>{sentence}</a>;
}

const columns: Column<ShownEntry>[] = [
  { head: "When", cell: ({ at }) => <Moment at={at} /> },
  { head: "Who", labelled: true, cell: ({ who }) => <Breakable text={who} /> },
  { head: "What", labelled: true, cell: (entry) => <What {...entry} /> },
  { head: "Before", labelled: true, cell: ({ before }) => linesIn(before) },
  { head: "After", labelled: true, cell: ({ after }) => linesIn(after) },
];

export function EntryTable({ entries }: { entries: ShownEntry[] }) {
  return (
    <Table
      scrolls="Audit log"
      look="compact audit stack"
      columns={columns}
      rows={entries}
      keyOf={({ id }) => id}
    />
  );
}
