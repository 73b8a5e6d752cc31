/** Where letters reach a member: the addresses known, whence each is, and which one is in use. */
import type { Contact } from "../../../members/member.ts";
import { formatDate } from "../../../words/format.ts";
import { contactWords as t } from "../../../words/organise/members.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";

type Row = Contact & { inUse: boolean };

const columns: Column<Row>[] = [
  { head: t.address, names: true, cell: ({ email }) => <Breakable text={email} /> },
  { head: t.source, labelled: true, cell: ({ source }) => t.sources[source] },
  { head: t.seenOn, labelled: true, cell: ({ seen_on }) => formatDate("en", seen_on) },
  {
    head: t.state,
    cell: ({ inUse, stale }) => (
      <>
        {inUse && <span className="tag">{t.inUse}</span>}
        {stale && t.stale}
      </>
    ),
  },
];

/** @param props.inUse the source of the address that letters go to, where the member may be written to */
export function KnownAddresses(props: {
  inUse: Contact["source"] | undefined;
  contacts: Contact[];
  mayWrite: boolean;
}) {
  const { inUse, contacts, mayWrite } = props;
  const used = contacts.find(({ source }) => source === inUse);
  if (contacts.length === 0) return <p>{t.none}</p>;
  return (
    <>
      {used && mayWrite && (
        <p>
          {t.goTo} <Breakable text={used.email} />.
        </p>
      )}
      <Table
        look="compact stack"
        rows={contacts.map((contact) => ({ ...contact, inUse: contact === used }))}
        keyOf={({ source }) => source}
        columns={columns}
      />
    </>
  );
}
