/** Who gets a letter: all, or those of a region, a party, a list, a number passed. */
import type { LetterChoices, LetterProblems, TypedLetter } from "../../../letters/letter-form.ts";
import { SHOWN_FROM } from "../../../places/shown.ts";
import { CheckField, Field, FieldSet, Options } from "../../field.tsx";

interface Props {
  typed: TypedLetter;
  problems: LetterProblems;
  choices: LetterChoices;
}

const audiences = [
  ["all", "All members"],
  ["region", "A region"],
  ["party", "A party"],
  ["members", "Chosen members"],
  ["threshold", "Those whose constituency has passed a number"],
] as const;

export function AudienceFields({ typed, problems, choices }: Props) {
  return (
    <FieldSet name="audience" legend="Who gets it?" problem={problems.audience}>
      {audiences.map(([value, label]) => (
        <CheckField
          key={value}
          kind="radio"
          id={`audience-${value}`}
          name="audience"
          value={value}
          checked={typed.audience === value}
          required
        >
          {label}
        </CheckField>
      ))}
      <Narrower typed={typed} problems={problems} choices={choices} />
    </FieldSet>
  );
}

function Narrower({ typed, problems, choices }: Props) {
  return (
    <>
      <Field name="region" label="Region" problem={problems.region}>
        <select defaultValue={typed.region}>
          <option value="">Choose…</option>
          <Options of={choices.regions.map(({ name }) => ({ value: name, label: name }))} />
        </select>
      </Field>
      <Field name="party" label="Party" problem={problems.party}>
        <select defaultValue={typed.party}>
          <option value="">Choose…</option>
          <Options of={choices.parties.map((party) => ({ value: party, label: party }))} />
        </select>
      </Field>
      <Field
        name="member"
        label="Members"
        hint="Hold Ctrl or ⌘ to choose several."
        problem={problems.member}
      >
        <select multiple size={8} defaultValue={typed.member}>
          <Options
            of={choices.members.map(({ id, name, constituency }) => ({
              value: id,
              label: `${constituency}: ${name}`,
            }))}
          />
        </select>
      </Field>
      <Field
        name="threshold"
        label="Signatures in the constituency, at least"
        hint={`For one of the demands; ${SHOWN_FROM} or more, so that nobody can be picked out.`}
        problem={problems.threshold}
      >
        <input type="number" min={SHOWN_FROM} className="short" defaultValue={typed.threshold} />
      </Field>
    </>
  );
}
