/** Filters the audit log; a plain GET. */
import type { AuditFilter } from "../../../organisers/audit/filter.ts";
import { COMMAND } from "../../../organisers/audit/filter.ts";
import { href } from "../../../paths.ts";
import { auditWords } from "../../../words/organise/audit.ts";
import { Field, Options } from "../../field.tsx";

export interface AuditChoices {
  actions: string[];
  organisers: { id: number; address: string | undefined }[];
}

export function AuditFilterForm({
  filter,
  choices,
}: {
  filter: AuditFilter;
  choices: AuditChoices;
}) {
  const people = choices.organisers.map(({ id, address }) => ({
    value: id,
    label: address ?? auditWords.removed(id),
  }));
  return (
    <form method="get" action={href("/organise/audit")} role="search" className="audit-filter">
      <Field name="q" label="Words">
        <input type="search" defaultValue={filter.q} autoComplete="off" maxLength={200} />
      </Field>
      <Field name="subject" label="Done to">
        <input
          defaultValue={filter.subject}
          placeholder="letter 3"
          autoComplete="off"
          maxLength={200}
        />
      </Field>
      <Choice name="who" label="By" chosen={filter.who}>
        {[
          { value: "", label: auditWords.anybody },
          { value: COMMAND, label: auditWords.commandLine },
          ...people,
        ]}
      </Choice>
      <Choice name="action" label="Action" chosen={filter.action}>
        {[
          { value: "", label: auditWords.anything },
          ...choices.actions.map((action) => ({ value: action, label: action })),
        ]}
      </Choice>
      <Field name="from" label="From the day">
        <input type="date" defaultValue={filter.from} />
      </Field>
      <Field name="until" label="To the day">
        <input type="date" defaultValue={filter.until} />
      </Field>
      <p className="together">
        <button className="quiet">Show</button>
        <a className="button quiet" href={href("/organise/audit")}>
          Show all
        </a>
      </p>
    </form>
  );
}

function Choice(props: {
  name: string;
  label: string;
  chosen: string;
  children: { value: string | number; label: string }[];
}) {
  const { name, label, chosen, children } = props;
  const isListed = children.some(({ value }) => String(value) === chosen);
  return (
    <Field name={name} label={label}>
      <select defaultValue={chosen}>
        <Options of={isListed ? children : [...children, { value: chosen, label: chosen }]} />
      </select>
    </Field>
  );
}
