/** Who gets a letter: all, or those of a region, a party, a list, a number passed. */
import type { Choices, Problems, Typed } from "../../letters/letter-form.ts";
import { SHOWN_FROM } from "../../places/shown.ts";
import { Field } from "../field.tsx";

interface Props {
  typed: Typed;
  problems: Problems;
  choices: Choices;
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
    <fieldset id="audience" className={problems.audience && "wrong"}>
      <legend>Who gets it?</legend>
      {problems.audience && <p className="problem">{problems.audience}</p>}
      {audiences.map(([value, label]) => (
        <div className="check" key={value}>
          <input
            type="radio"
            id={`audience-${value}`}
            name="audience"
            value={value}
            defaultChecked={typed.audience === value}
          />
          <label htmlFor={`audience-${value}`}>{label}</label>
        </div>
      ))}
      <Narrower typed={typed} problems={problems} choices={choices} />
    </fieldset>
  );
}

function Narrower({ typed, problems, choices }: Props) {
  return (
    <>
      <Field name="region" label="Region" problem={problems.region}>
        <select defaultValue={typed.region}>
          <option value="">Choose…</option>
          {choices.regions.map(({ code, name }) => (
            <option key={code} value={name}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field name="party" label="Party" problem={problems.party}>
        <select defaultValue={typed.party}>
          <option value="">Choose…</option>
          {choices.parties.map((party) => (
            <option key={party}>{party}</option>
          ))}
        </select>
      </Field>
      <Field
        name="member"
        label="Members"
        hint="Hold Ctrl or ⌘ to choose several."
        problem={problems.member}
      >
        <select multiple size={8} defaultValue={typed.member}>
          {choices.members.map(({ id, name, constituency }) => (
            <option key={id} value={id}>
              {constituency}: {name}
            </option>
          ))}
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
