/** The word that is typed before what cannot be taken for a slip. */
import { Field } from "../../field.tsx";

/** @param props.typed what was typed in its place, where it was another */
export function WordField({ word, typed }: { word: string; typed: string | undefined }) {
  return (
    <Field
      name="word"
      label={`Type “${word}”`}
      problem={typed === undefined ? undefined : `Type “${word}”, without the marks.`}
    >
      <input
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        defaultValue={typed}
      />
    </Field>
  );
}
