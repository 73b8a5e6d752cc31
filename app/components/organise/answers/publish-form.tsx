/** Publishes what an office gave; what may be one person's case only once somebody says that it is not. */
import { formWords } from "../../../words/organise-forms.ts";
import { decideWords as t } from "../../../words/organise/answers.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { CheckField } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

export function PublishForm(props: {
  action: string;
  version: string;
  isFlagged: boolean;
  /** Another version of it is public. */
  isChange: boolean;
  problem: string | undefined;
}) {
  const { action, version, isFlagged, isChange, problem } = props;
  return (
    <form method="post" action={action} noValidate>
      <HiddenFields fields={{ version }} />
      <ErrorSummary
        title={t.notDone}
        problems={problem ? { read: problem } : {}}
        note={formWords.kept}
      />
      {isFlagged && (
        <CheckField id="read" name="read" value="yes" checked={false} required problem={problem}>
          {t.hasRead}
        </CheckField>
      )}
      <button name="intent" value="publish">
        {isChange ? t.publishChange : t.publish}
      </button>
    </form>
  );
}
