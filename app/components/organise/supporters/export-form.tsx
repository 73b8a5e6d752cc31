/** The form that exports those who want to hear more. */
import { href } from "../../../paths.ts";
import type { ExportProblems, TypedExport } from "../../../supporters/export/export-form.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { supportersWords as words } from "../../../words/organise/supporters.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { CheckField, FieldSet } from "../../field.tsx";
import { WhyFields } from "./why-fields.tsx";

export function ExportForm(props: {
  demands: { slug: string; title: string; count: number }[];
  /** Those whom a list waits to have removed. */
  waiting: number;
  typed: TypedExport;
  problems: ExportProblems;
}) {
  const { demands, waiting, typed, problems } = props;
  if (demands.length === 0) return <p>{words.nobody}</p>;
  return (
    <form method="post" action={href("/organise/supporters")} noValidate>
      <ErrorSummary title={words.notExported} problems={problems} note={formWords.kept} />
      {waiting > 0 && <p className="note">{words.removeFirst(waiting)}</p>}
      <FieldSet name="demand" legend={words.demands} problem={problems.demand}>
        {demands.map(({ slug, title, count }) => (
          <CheckField
            key={slug}
            id={`demand-${slug}`}
            name="demand"
            value={slug}
            checked={typed.demand.includes(slug)}
          >
            {words.demand(title, count)}
          </CheckField>
        ))}
      </FieldSet>
      <WhyFields typed={typed} problems={problems} />
      <button name="intent" value="export">
        {words.exportButton}
      </button>
      <p className="hint">{words.exportHint}</p>
    </form>
  );
}
