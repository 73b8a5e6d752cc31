/** On which basis people are written to: each mail says it. */
import type { ListProblems, TypedList } from "../../../supporters/lists/list-form.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";
import { Field, FieldSet } from "../../field.tsx";

type Basis = "collector" | "collected" | "wording";

export function BasisFields(props: {
  typed: Pick<TypedList, Basis>;
  problems: ListProblems;
  /** Characters of each. */
  most: Readonly<Record<Basis, number>>;
}) {
  const { typed, problems, most } = props;
  return (
    <FieldSet legend={words.basis}>
      <p className="hint">{words.lawful}</p>
      <Field name="collector" label={words.collectorLabel} problem={problems.collector}>
        <input required maxLength={most.collector} defaultValue={typed.collector} />
      </Field>
      <Field
        name="collected"
        label={words.collectedLabel}
        hint={words.collectedHint}
        problem={problems.collected}
      >
        <input required maxLength={most.collected} defaultValue={typed.collected} />
      </Field>
      <Field
        name="wording"
        label={words.wordingLabel}
        hint={words.wordingHint}
        problem={problems.wording}
      >
        <input required maxLength={most.wording} defaultValue={typed.wording} />
      </Field>
    </FieldSet>
  );
}
