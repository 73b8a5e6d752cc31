/** Where somebody is signed in, each with the button that ends it. */
import type { SignInWay } from "#db/schema.ts";

import { wayWords, yourWords } from "../../../words/organise/people.ts";
import { type Column, Table } from "../../table.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

interface Session {
  id: number;
  way: SignInWay;
  signedInAt: Date;
  seenAt: Date;
  isThis: boolean;
}

/** @param props.action the path that takes the intent `end` */
export function SessionTable({ action, sessions }: { action: string; sessions: Session[] }) {
  const columns: Column<Session>[] = [
    {
      head: "Signed in",
      cell: ({ signedInAt, isThis }) => (
        <>
          <Moment at={signedInAt} /> {isThis && <span className="tag">{yourWords.thisOne}</span>}
        </>
      ),
    },
    { head: "Last seen", labelled: true, cell: ({ seenAt }) => <Moment at={seenAt} /> },
    { head: "By", labelled: true, cell: ({ way }) => wayWords[way] },
    {
      head: "End it",
      cell: ({ id, isThis }) =>
        !isThis && (
          <DeedButton
            action={action}
            intent="end"
            className="quiet"
            fields={{ session: String(id) }}
          >
            {yourWords.end}
          </DeedButton>
        ),
    },
  ];
  return <Table look="stack people" columns={columns} rows={sessions} keyOf={({ id }) => id} />;
}
