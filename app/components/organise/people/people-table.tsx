/** Who organises, in a table. */
import type { Role } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { peopleWords, roleWords } from "../../../words/organise/people.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

interface Listed {
  id: number;
  address: string;
  role: Role;
  since: Date;
  seenAt: Date | null;
  passkeys: number;
}

/** @param props.mayOpen whether each leads to a page of its own */
export function PeopleTable(props: { people: Listed[]; own: number; mayOpen: boolean }) {
  const { people, own, mayOpen } = props;
  const columns: Column<Listed>[] = [
    {
      head: "Address",
      names: true,
      cell: ({ id, address }) => (
        <>
          {mayOpen ? (
            <a href={href("/organise/people/:id", { id })}>
              <Breakable text={address} />
            </a>
          ) : (
            <Breakable text={address} />
          )}{" "}
          {id === own && <span className="tag">{peopleWords.you}</span>}
        </>
      ),
    },
    { head: "Role", labelled: true, cell: ({ role }) => roleWords[role] },
    { head: "Since", labelled: true, cell: ({ since }) => <Moment at={since} /> },
    {
      head: "Last seen",
      labelled: true,
      cell: ({ seenAt }) => (seenAt ? <Moment at={seenAt} /> : peopleWords.never),
    },
    {
      head: "Passkeys",
      kind: "number",
      labelled: true,
      cell: ({ passkeys }) => formatNumber("en", passkeys),
    },
  ];
  return <Table look="stack people" columns={columns} rows={people} keyOf={({ id }) => id} />;
}
