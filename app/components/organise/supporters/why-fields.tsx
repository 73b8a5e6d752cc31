/** Whom a file is for, and why: those in it can read both. */
import {
  type ExportProblems,
  REASON_MAX,
  RECIPIENT_MAX,
  type TypedExport,
} from "../../../supporters/export/export-form.ts";
import { supportersWords as words } from "../../../words/organise/supporters.ts";
import { Field } from "../../field.tsx";

export function WhyFields(props: { typed: TypedExport; problems: ExportProblems }) {
  const { typed, problems } = props;
  return (
    <>
      <Field
        name="recipient"
        label={words.recipientLabel}
        hint={words.recipientHint}
        problem={problems.recipient}
      >
        <input required maxLength={RECIPIENT_MAX} defaultValue={typed.recipient} />
      </Field>
      <Field
        name="reason"
        label={words.reasonLabel}
        hint={words.reasonHint}
        problem={problems.reason}
      >
        <input required maxLength={REASON_MAX} defaultValue={typed.reason} />
      </Field>
    </>
  );
}
