/** How often a member’s office wants to be written to: a part of the form behind the link in each copy. */
import { cadenceChoices, THRESHOLD_LEAST, THRESHOLD_MOST } from "../../letters/cadence/cadence.ts";
import type { CadenceProblems, TypedCadence } from "../../letters/cadence/cadence-form.ts";
import { useSite } from "../../pages/site.tsx";
import { worded } from "../error-summary.tsx";
import { CheckField, Field, FieldSet } from "../field.tsx";

export function CadenceFields(props: { typed: TypedCadence; problems: CadenceProblems }) {
  const { typed } = props;
  const { words } = useSite();
  const t = words.cadence;
  const problems = worded(props.problems, words.problems);
  return (
    <FieldSet name="cadence" legend={t.legend} problem={problems.cadence}>
      <p className="hint">{t.lead}</p>
      {cadenceChoices.map((choice) => (
        <CheckField
          key={choice}
          kind="radio"
          id={`cadence-${choice}`}
          name="cadence"
          value={choice}
          checked={typed.cadence === choice}
        >
          <b>{t.choices[choice]}</b>
          <span className="hint">{t.hints[choice]}</span>
        </CheckField>
      ))}
      <Field
        name="threshold"
        label={t.number}
        hint={t.numberHint(THRESHOLD_LEAST)}
        problem={problems.threshold}
      >
        <input
          type="number"
          inputMode="numeric"
          min={THRESHOLD_LEAST}
          max={THRESHOLD_MOST}
          defaultValue={typed.threshold}
        />
      </Field>
    </FieldSet>
  );
}
