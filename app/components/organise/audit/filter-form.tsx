/** Filters the audit log; a plain GET. */
import { type AuditFilter, COMMAND, LONGEST } from "../../../organisers/audit/filter.ts";
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
  const { q, ...others } = filter;
  return (
    <form method="get" action={href("/organise/audit")} role="search" className="audit-filter">
      <label htmlFor="q">{auditWords.words}</label>
      <div className="together">
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          autoComplete="off"
          maxLength={LONGEST}
        />
        <button className="quiet">{auditWords.show}</button>
      </div>
      <details open={Object.values(others).some((one) => one !== "")}>
        <summary>{auditWords.more}</summary>
        <div>
          <Field name="subject" label="Done to">
            <input
              defaultValue={filter.subject}
              placeholder="letter 3"
              autoComplete="off"
              maxLength={LONGEST}
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
        </div>
        <p>
          <a href={href("/organise/audit")}>{auditWords.showAll}</a>
        </p>
      </details>
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
