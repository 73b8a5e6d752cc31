/** The organisers' list of demands. */
import type { DemandState, Outcome } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { stateNames } from "../../../words/organise/demands.ts";
import { wordsFor } from "../../../words/words.ts";
import { Table } from "../../table.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { LanguageLinks, type Translation } from "./language-links.tsx";

interface Listed {
  id: number;
  title: string;
  state: DemandState;
  outcome: Outcome;
  count: number;
  translations: Translation[];
}

/** @param props.order its version; undefined where it cannot be changed */
export function DemandTable(props: { demands: Listed[]; order: string | undefined }) {
  const { demands, order } = props;
  const words = wordsFor("en");
  const [first, last] = [demands[0]?.id, demands.at(-1)?.id];
  return (
    <Table
      look="compact stack demand-list"
      rows={demands}
      keyOf={({ id }) => id}
      columns={[
        {
          head: "Demand",
          names: true,
          cell: ({ id, title }) => (
            <a id={`demand-${id}`} href={href("/organise/demands/:id", { id })}>
              {title}
            </a>
          ),
        },
        {
          head: "State",
          labelled: true,
          cell: ({ state, outcome }) => (
            <>
              <span className="tag">{stateNames[state]}</span>
              {outcome !== "none" && <span className="tag">{words.state[outcome]}</span>}
            </>
          ),
        },
        {
          head: "Signatures",
          kind: "number",
          labelled: true,
          cell: ({ count }) => formatNumber("en", count),
        },
        {
          head: "Languages",
          labelled: true,
          cell: ({ id, translations }) => <LanguageLinks id={id} translations={translations} />,
        },
        ...(order === undefined
          ? []
          : [
              {
                head: "Order",
                cell: ({ id, title }: Listed) => (
                  <form method="post" action={href("/organise/demands")} className="move">
                    <HiddenFields fields={{ intent: "move", demand: String(id), version: order }} />
                    {id !== first && <MoveButton way="up" title={title} />}
                    {id !== last && <MoveButton way="down" title={title} />}
                  </form>
                ),
              },
            ]),
      ]}
    />
  );
}

function MoveButton({ way, title }: { way: "up" | "down"; title: string }) {
  return (
    <button name="way" value={way} className="quiet">
      {way === "up" ? "Up" : "Down"}
      <span className="unseen">: {title}</span>
    </button>
  );
}
