/** Deletes a draft, confirmed by typing. */
import { href } from "../../../paths.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { steerWords as t } from "../../../words/organise/letters.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

export function DeleteForm(props: {
  id: number;
  version: string;
  copies: number;
  refused: { typed: string; problems: { confirm?: string } } | undefined;
}) {
  const { id, version, copies, refused } = props;
  const problems = refused?.problems ?? {};
  return (
    <details open={refused !== undefined} className="delete-draft">
      <summary>Delete this draft</summary>
      <form method="post" action={href("/organise/letters/:id", { id })} noValidate>
        <ErrorSummary title={t.notDeleted} problems={problems} note={formWords.kept} />
        <HiddenFields fields={{ version }} />
        <Field
          name="confirm"
          label={t.typeDelete}
          hint={t.deleteHint(copies)}
          problem={problems.confirm}
        >
          <input className="short" autoComplete="off" defaultValue={refused?.typed} />
        </Field>
        <button name="intent" value="delete" className="danger">
          Delete the draft
        </button>
      </form>
    </details>
  );
}
