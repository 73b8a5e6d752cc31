/** Undoes an import: what that would do, by name, and the word that does it. */
import type { ImportReport } from "../../../imports/report.ts";
import type { ToldRun } from "../../../pages/organise/told-run.ts";
import { href } from "../../../paths.ts";
import { UNDO_WORD } from "../../../words/organise/imports.ts";
import { HiddenFields } from "../hidden-fields.tsx";
import { ReportParts } from "./told-report.tsx";
import { WordField } from "./word-field.tsx";

export function UndoForm(props: {
  run: ToldRun;
  report: ImportReport;
  version: string;
  /** Imports of the same kind since. */
  later: number;
  mayChange: boolean;
  /** What was typed instead of the word. */
  typed: string | undefined;
}) {
  const { run, report, version, later, mayChange, typed } = props;
  return (
    <section className="undo-import">
      <h2>Undo this import</h2>
      <p className="hint">
        Puts back what this import changed, as it was. What was changed since, by a later import or
        by hand, stays as it is. It can be undone for 30 days.
      </p>
      {later > 0 && (
        <p className="note">
          {later === 1 ? "Another list was" : `${later} other lists were`} imported since. What they
          changed stays; what they merely found as it was goes back.
        </p>
      )}
      <ReportParts report={report} />
      {mayChange && (
        <form method="post" action={href("/organise/members/import/:id", { id: run.id })}>
          <HiddenFields fields={{ version }} />
          <WordField word={UNDO_WORD} typed={typed} />
          <button name="intent" value="undo" className="danger">
            Undo this import
          </button>
        </form>
      )}
    </section>
  );
}
