/** The form that gives a list of people to be invited. */
import { href } from "../../../paths.ts";
import { PER_HOUR_MAX } from "../../../supporters/lists/list.ts";
import {
  BASIS_MAX,
  type ListProblems,
  type TypedList,
} from "../../../supporters/lists/list-form.ts";
import { locales } from "../../../words/locale.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field, Options } from "../../field.tsx";
import { BasisFields } from "./basis-fields.tsx";

export function ListForm(props: {
  demands: { slug: string; title: string }[];
  typed: TypedList;
  problems: ListProblems;
}) {
  const { demands, typed, problems } = props;
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={href("/organise/supporters/lists")}
      className="upload"
    >
      <ErrorSummary title={words.notTaken} problems={problems} note={formWords.kept} />
      {/* what stands before the file is known before it arrives */}
      <Field name="demand" label={words.demandLabel} problem={problems.demand}>
        {
          <select defaultValue={typed.demand} required>
            <Options of={demands.map(({ slug, title }) => ({ value: slug, label: title }))} />
          </select>
        }
      </Field>
      <BasisFields typed={typed} problems={problems} most={BASIS_MAX} />
      <Field
        name="locale"
        label={words.localeLabel}
        hint={words.localeHint}
        problem={problems.locale}
      >
        {
          <select defaultValue={typed.locale}>
            <Options
              of={locales.map((locale) => ({ value: locale, label: words.locales[locale] }))}
            />
          </select>
        }
      </Field>
      <Field
        name="per_hour"
        label={words.perHourLabel}
        hint={words.perHourHint}
        problem={problems.per_hour}
      >
        <input type="number" min={1} max={PER_HOUR_MAX} required defaultValue={typed.per_hour} />
      </Field>
      <Field name="file" label={words.fileLabel} hint={words.fileHint} problem={problems.file}>
        <input type="file" accept=".csv,.txt,.tsv" required />
      </Field>
      <button>{words.button}</button>
      <p className="hint">{words.buttonHint}</p>
    </form>
  );
}
