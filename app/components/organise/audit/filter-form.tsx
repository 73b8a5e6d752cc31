/** Filters the audit log; a plain GET. */
import { type AuditFilter, COMMAND, LONGEST } from "../../../organisers/audit/filter.ts";
import { href } from "../../../paths.ts";
import { auditWords } from "../../../words/organise/audit.ts";
import { Field, Options } from "../../field.tsx";
import { Narrowing } from "../narrowing.tsx";

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
    <Narrowing
      action={href("/organise/audit")}
      find={auditWords.show}
      more={{
        label: auditWords.more,
        isAsked: Object.values(others).some((one) => one !== ""),
        fields: (
          <>
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
          </>
        ),
      }}
      clear={Object.values(filter).some((one) => one !== "") && auditWords.showAll}
    >
      <Field name="q" label={auditWords.words}>
        <input type="search" defaultValue={q} autoComplete="off" maxLength={LONGEST} />
      </Field>
    </Narrowing>
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
