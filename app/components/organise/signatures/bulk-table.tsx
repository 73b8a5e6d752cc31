/** Bulk works, newest first. */
import type { ToldBulk } from "../../../pages/signatures/told.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { deedWords, stateWords } from "../../../words/organise/signatures.ts";
import { Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const n = (value: number | null) => (value === null ? "—" : formatNumber("en", value));

export function BulkTable({ bulks }: { bulks: ToldBulk[] }) {
  if (bulks.length === 0) return <p>None yet.</p>;
  return (
    <Table
      scrolls="Bulk work"
      look="compact clusters stack"
      rows={bulks}
      keyOf={({ id }) => id}
      columns={[
        {
          head: "What",
          names: true,
          cell: ({ id, deed, of, reason }) => (
            <>
              <a href={href("/organise/signatures/work/:id", { id })}>
                {deedWords[deed].name}, work {id}
              </a>
              <small>{of}</small>
              {reason !== "" && (
                <small>
                  <Breakable text={`“${reason}”`} />
                </small>
              )}
            </>
          ),
        },
        { head: "When", labelled: true, cell: ({ at }) => <Moment at={at} /> },
        { head: "Who", labelled: true, cell: ({ who }) => <Breakable text={who} /> },
        { head: "Found", kind: "number", labelled: true, cell: ({ number }) => n(number) },
        { head: "Changed", kind: "number", labelled: true, cell: ({ changed }) => n(changed) },
        {
          head: "State",
          labelled: true,
          cell: ({ state, canUndo }) => `${stateWords[state]}${canUndo ? ", can be undone" : ""}`,
        },
      ]}
    />
  );
}
