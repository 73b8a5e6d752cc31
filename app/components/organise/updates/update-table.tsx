/** Updates, one row each: their state, their languages, how far they have come. */
import { href } from "../../../paths.ts";
import { languagesOf, type Update } from "../../../updates/update.ts";
import { formatNumber } from "../../../words/format.ts";
import { languageNames } from "../../../words/organise/demands.ts";
import { updateStates, updateWords as t } from "../../../words/organise/updates.ts";
import { type Column, Table } from "../../table.tsx";
import { Moment } from "../organise-page.tsx";

const n = (value: number) => formatNumber("en", value);

const columns: Column<Update>[] = [
  {
    head: t.head.update,
    names: true,
    cell: ({ id, texts }) => <a href={href("/organise/updates/:id", { id })}>{texts.en.subject}</a>,
  },
  { head: t.head.state, labelled: true, cell: ({ state }) => updateStates[state] },
  {
    head: t.head.languages,
    labelled: true,
    cell: (update) =>
      languagesOf(update)
        .map((locale) => languageNames[locale])
        .join(", "),
  },
  {
    head: t.head.left,
    labelled: true,
    kind: "number",
    cell: ({ progress: { people, left } }) => (people === null ? "—" : `${n(left)} / ${n(people)}`),
  },
  {
    head: t.head.when,
    labelled: true,
    cell: ({ createdAt, beganAt }) =>
      beganAt ? (
        <>
          sent from <Moment at={beganAt} />
        </>
      ) : (
        <>
          written <Moment at={createdAt} />
        </>
      ),
  },
];

export function UpdateTable({ updates }: { updates: Update[] }) {
  return (
    <Table
      scrolls={t.title}
      look="compact stack"
      rows={updates}
      keyOf={({ id }) => id}
      columns={columns}
    />
  );
}
