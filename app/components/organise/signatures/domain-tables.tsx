/** Domains that are held, listed or blocked, each with why, since when and by whom. */
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { type Column, Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

export interface ShownDomain {
  /** Of a rule its key, of a blocked domain its name. */
  key: string;
  name: string | null;
  reason: string;
  who: string;
  at: Date | null;
  held: number;
}

const here = href("/organise/signatures/domains");

const facts: Column<ShownDomain>[] = [
  {
    head: "Domain",
    names: true,
    cell: ({ name, reason }) => (
      <>
        <Breakable text={name ?? "A domain whose name is not known"} />
        <small>
          <Breakable text={reason} />
        </small>
      </>
    ),
  },
  { head: "Since", labelled: true, cell: ({ at }) => (at ? <Moment at={at} /> : "—") },
  { head: "By", labelled: true, cell: ({ who }) => <Breakable text={who} /> },
];

const heldNow: Column<ShownDomain> = {
  ...{ head: "Held now", kind: "number", labelled: true },
  cell: ({ held }) => formatNumber("en", held),
};

interface Props {
  domains: ShownDomain[];
  mayChange: boolean;
}

export function HeldDomains({ domains, mayChange }: Props) {
  return (
    <DomainTable
      domains={domains}
      none="None is held."
      columns={[
        heldNow,
        {
          head: "What to do",
          cell: ({ key, name }) =>
            mayChange && (
              <div className="together">
                <DeedButton
                  action={here}
                  intent="release"
                  fields={{ key }}
                  label={`Release ${name ?? "it"} and list it`}
                >
                  Release and list
                </DeedButton>
                <TakeBack intent="take-back" domain={key} name={name} />
              </div>
            ),
        },
      ]}
    />
  );
}

export function ListedDomains({ domains, mayChange }: Props) {
  return (
    <DomainTable
      domains={domains}
      none="None is listed by organisers."
      columns={[
        heldNow,
        {
          head: "What to do",
          cell: ({ key, name, held }) =>
            mayChange && (
              <div className="together">
                {held > 0 && (
                  <DeedButton
                    action={here}
                    intent="release"
                    fields={{ key }}
                    label={`Release what is held at ${name ?? "it"}`}
                  >
                    Release
                  </DeedButton>
                )}
                <TakeBack intent="take-back" domain={key} name={name} />
              </div>
            ),
        },
      ]}
    />
  );
}

export function BlockedDomains({ domains, mayChange }: Props) {
  return (
    <DomainTable
      domains={domains}
      none="None is blocked."
      columns={[
        {
          head: "What to do",
          cell: ({ key, name }) =>
            mayChange && <TakeBack intent="unblock" domain={key} name={name} />,
        },
      ]}
    />
  );
}

function TakeBack(props: { intent: "take-back" | "unblock"; domain: string; name: string | null }) {
  const { intent, domain, name } = props;
  const text = intent === "unblock" ? "Unblock" : "Take back";
  return (
    <DeedButton
      action={here}
      intent={intent}
      className="quiet"
      fields={{ key: domain }}
      label={`${text}: ${name ?? "a domain"}`}
    >
      {text}
    </DeedButton>
  );
}

function DomainTable(props: {
  domains: ShownDomain[];
  none: string;
  columns: Column<ShownDomain>[];
}) {
  const { domains, none, columns } = props;
  if (domains.length === 0) return <p>{none}</p>;
  return (
    <Table
      scrolls="Domains"
      look="compact clusters stack"
      rows={domains}
      keyOf={({ key }) => key}
      columns={[...facts, ...columns]}
    />
  );
}
