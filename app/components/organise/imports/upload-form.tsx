/** The form that gives a file to import. */
import { kinds } from "../../../imports/runs/run.ts";
import type { TypedUpload } from "../../../imports/runs/upload-form.ts";
import { href } from "../../../paths.ts";
import {
  kindHints,
  kindWords,
  partLabel,
  uploadTroubles,
  type UploadTrouble,
} from "../../../words/organise/imports.ts";
import { ErrorSummary, worded } from "../../error-summary.tsx";
import { CheckField, Field, FieldSet } from "../../field.tsx";

export function UploadForm(props: {
  typed: TypedUpload;
  problems: Partial<Record<keyof TypedUpload | "file", UploadTrouble>>;
}) {
  const { typed } = props;
  const problems = worded(props.problems, uploadTroubles);
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={href("/organise/members/import")}
      className="upload"
    >
      <ErrorSummary problems={problems} />
      {/* what stands before the file is known before it arrives */}
      <FieldSet name="kind" legend="What is it a list of?" problem={problems.kind}>
        {kinds.map((kind) => (
          <CheckField
            key={kind}
            kind="radio"
            id={`kind-${kind}`}
            name="kind"
            value={kind}
            checked={typed.kind === kind}
          >
            <b>{kindWords[kind]}</b>
            <span className="hint">{kindHints[kind]}</span>
          </CheckField>
        ))}
      </FieldSet>
      <Field
        name="partOf"
        label={`${partLabel} (may be empty)`}
        hint="Where a list of members is that of one region or country, such as Wales, name it: all others stay."
        problem={problems.partOf}
      >
        <input type="text" defaultValue={typed.partOf} maxLength={200} />
      </Field>
      <Field name="file" label="File" problem={problems.file}>
        <input type="file" accept=".csv,.txt,.tsv,.gz,.zip" required />
      </Field>
      <button>Look at it</button>
      <p className="hint">Nothing changes before you have seen what would.</p>
    </form>
  );
}
