/** What is kept of one person, in kind: which demands, when, what became of it, from where. */
import { standingWords } from "../../../words/organise/signatures.ts";
import { Table } from "../../table.tsx";
import { Moment } from "../organise-page.tsx";

export interface ShownPerson {
  signatures: { demand: string; at: Date; standing: keyof typeof standingWords; place: string }[];
  signings: { demands: string[]; at: Date; place: string }[];
}

export function FoundPerson({ person }: { person: ShownPerson }) {
  const { signatures, signings } = person;
  if (signatures.length + signings.length === 0)
    return <p>No signature and no form of this address is kept.</p>;
  return (
    <>
      {signatures.length > 0 && (
        <Table
          scrolls="Signatures"
          look="compact stack"
          rows={signatures}
          keyOf={({ demand }) => demand}
          columns={[
            { head: "Demand", names: true, cell: ({ demand }) => demand },
            { head: "Confirmed", labelled: true, cell: ({ at }) => <Moment at={at} /> },
            {
              head: "Standing",
              labelled: true,
              cell: ({ standing }) => standingWords[standing],
            },
            { head: "Place", labelled: true, cell: ({ place }) => place },
          ]}
        />
      )}
      {signings.length > 0 && (
        <>
          <h3>Forms of the last week</h3>
          <ul>
            {signings.map(({ demands, at, place }, index) => (
              <li key={index}>
                <Moment at={at} />, from {place}: {demands.join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
