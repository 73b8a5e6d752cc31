/** Emails that came in, one row each: from whom, of which member, what they are, who has seen to them. */
import type { InboundKind } from "#db/schema.ts";

import type { MailAddress } from "../../../answers/inbound/mail.ts";
import { isAsking } from "../../../answers/inbound/standing.ts";
import { href } from "../../../paths.ts";
import { inboundWords as t, kindWords } from "../../../words/organise/inbound.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";
import { softenLong } from "../../../words/typography/hyphens.ts";

export interface ShownMail {
  id: number;
  kind: InboundKind | null;
  casework: readonly string[];
  receivedAt: Date;
  recordedAt: Date | null;
  doneAt: Date | null;
  purgedAt: Date | null;
  member: string | null;
  from: MailAddress | undefined;
  subject: string | undefined;
  isOpen: boolean;
}

const columns: Column<ShownMail>[] = [
  {
    head: t.facts.subject,
    names: true,
    cell: ({ id, subject, purgedAt }) => (
      <a href={href("/organise/answers/mails/:id", { id })}>
        <Breakable text={(purgedAt ? t.purged : subject) || t.noSubject} />
      </a>
    ),
  },
  {
    head: t.head.from,
    labelled: true,
    cell: ({ from }) => <Breakable text={from?.name || from?.address || t.noSender} />,
  },
  {
    head: t.head.member,
    labelled: true,
    cell: ({ member }) => (member ? softenLong(member) : "—"),
  },
  {
    head: t.head.kind,
    labelled: true,
    cell: ({ kind, casework }) => (
      <>
        {kindWords[kind ?? "waiting"]}
        {isAsking(kind) && casework.length > 0 && `, ${t.possibly}`}
      </>
    ),
  },
  {
    head: t.head.state,
    labelled: true,
    cell: ({ isOpen, recordedAt, doneAt }) =>
      recordedAt ? t.states.recorded : doneAt ? t.states.done : t.states[isOpen ? "open" : "none"],
  },
  { head: t.head.when, labelled: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
];

export const MailTable = ({ mails }: { mails: ShownMail[] }) => (
  <Table
    scrolls={t.title}
    look="compact stack"
    rows={mails}
    keyOf={({ id }) => id}
    columns={columns}
  />
);
