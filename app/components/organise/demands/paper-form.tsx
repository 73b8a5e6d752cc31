/** The form that a demand's petition on paper is written with; its sheet follows what is typed. */
import { DECLARES_MAX, REQUESTS_MAX } from "../../../demands/paper/petition.ts";
import type { PaperProblems } from "../../../demands/paper/paper-form.ts";
import { paperWords as t } from "../../../words/organise/paper.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { PaperPreview, type Previewed } from "./paper-preview.tsx";

export interface PaperFormProps extends Previewed {
  problems: PaperProblems;
  /** Of what the form was made from. */
  version: string | undefined;
}

export function PaperForm(props: PaperFormProps & { action: string }) {
  const { action, words, problems, version, doubts } = props;
  return (
    <form
      method="post"
      action={action}
      noValidate
      className="beside"
      data-live="show"
      data-part="preview"
    >
      <div>
        {version !== undefined && <HiddenFields fields={{ version }} />}
        <ErrorSummary title={t.notKept} problems={problems} note={formWords.kept} />
        <Field
          name="paper_declares"
          label={t.declares}
          hint={t.declaresHint}
          problem={problems.paper_declares}
        >
          <textarea
            rows={9}
            maxLength={DECLARES_MAX}
            className="few-lines"
            defaultValue={words.declares}
          />
        </Field>
        <Field
          name="paper_requests"
          label={t.requests}
          hint={t.requestsHint}
          problem={problems.paper_requests}
        >
          <textarea
            rows={4}
            maxLength={REQUESTS_MAX}
            className="few-lines"
            defaultValue={words.requests}
          />
        </Field>
        <p className="together">
          <button type="submit">{t.keep}</button>
          <button type="submit" name="intent" value="show" className="quiet">
            {t.show}
          </button>
        </p>
      </div>
      <PaperPreview words={words} doubts={doubts} />
    </form>
  );
}
