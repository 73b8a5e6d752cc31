/** The imports so far, newest first. */
import type { ToldRun } from "../../../pages/organise/told-run.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { kindWords, stateWords } from "../../../words/organise/imports.ts";
import { Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

export function RunTable({ runs }: { runs: ToldRun[] }) {
  if (runs.length === 0) return <p>None yet.</p>;
  return (
    <Table
      scrolls="Imports so far"
      look="compact imports stack"
      rows={runs}
      keyOf={({ id }) => id}
      columns={[
        {
          head: "What",
          names: true,
          cell: ({ id, kind, name }) => (
            <>
              <a href={href("/organise/members/import/:id", { id })}>
                {kindWords[kind]}, import {id}
              </a>
              <small>
                <Breakable text={name} />
              </small>
            </>
          ),
        },
        { head: "When", labelled: true, cell: ({ at }) => <Moment at={at} /> },
        { head: "Who", labelled: true, cell: ({ who }) => <Breakable text={who} /> },
        { head: "Numbers", labelled: true, cell: ({ numbers }) => <Numbers numbers={numbers} /> },
        {
          head: "State",
          labelled: true,
          cell: ({ state, isForced }) => `${stateWords[state]}${isForced ? ", forced" : ""}`,
        },
      ]}
    />
  );
}

function Numbers({ numbers }: Pick<ToldRun, "numbers">) {
  if (numbers.length === 0) return "—";
  return numbers.map(({ what, number }) => (
    <small key={what}>
      {what}: {formatNumber("en", number)}
    </small>
  ));
}
