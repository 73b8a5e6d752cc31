/** The parties of those who sit now, each with the one that it is a branch of. */
import type { PartyRow } from "../../../members/parties.server.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { partyWords as t } from "../../../words/organise/members.ts";
import { Options } from "../../field.tsx";
import { type Column, Table } from "../../table.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

export interface ListedParty extends PartyRow {
  version: string;
}

/** @param props.typed what a form that was not taken held */
export function PartyTable(props: {
  parties: ListedParty[];
  typed: { label: string; parent: string } | undefined;
  mayChange: boolean;
}) {
  const { parties, typed, mayChange } = props;
  const columns: Column<ListedParty>[] = [
    {
      head: t.label,
      names: true,
      cell: ({ label }) => (
        <a href={`${href("/organise/members")}?${new URLSearchParams({ party: label })}`}>
          {label}
        </a>
      ),
    },
    {
      head: t.sitting,
      kind: "number",
      labelled: true,
      cell: ({ sitting }) => formatNumber("en", sitting),
    },
    {
      head: t.parent,
      labelled: true,
      cell: (party) => {
        const { label, parent } = party;
        if (!mayChange || party.branches > 0) return parent ?? t.itself;
        const parents = parties.filter((one) => one.parent === null && one.label !== label);
        return (
          <ParentForm
            party={party}
            parents={parents.map((one) => one.label)}
            typed={typed?.label === label ? typed.parent : (parent ?? "")}
          />
        );
      },
    },
  ];
  return (
    <Table look="compact stack" rows={parties} keyOf={({ label }) => label} columns={columns} />
  );
}

function ParentForm(props: { party: ListedParty; parents: readonly string[]; typed: string }) {
  const { party, parents, typed } = props;
  const { label, version } = party;
  return (
    <form
      method="post"
      action={href("/organise/members/parties")}
      className="together party-parent"
    >
      <HiddenFields fields={{ label, version }} />
      <select name="parent" defaultValue={typed} aria-label={t.parentOf(label)}>
        <option value="">{t.itself}</option>
        <Options of={parents.map((value) => ({ value, label: value }))} />
      </select>
      <button name="intent" value="branch" className="quiet">
        {t.keep}
      </button>
    </form>
  );
}
