/** Closing a campaign: what it does in numbers, the form, and what stands once it is closed. */
import { href } from "../../../paths.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { closingWords as words } from "../../../words/organise/closing.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

const here = href("/organise/closing");

export function ExportForm() {
  return (
    <section>
      <h2>{words.exportTitle}</h2>
      <p>{words.exportHint}</p>
      <DeedButton action={href("/organise/closing/export")} intent="export" className="quiet">
        {words.exportButton}
      </DeedButton>
      <p className="hint">{words.freshHint}</p>
    </section>
  );
}

interface Typed {
  note: string;
  sure: string;
}

/** @param props.name what has to be typed; @param props.day until when it can be undone */
export function CloseForm(props: {
  name: string;
  numbers: {
    open: number;
    drafts: number;
    signatures: number;
    letters: number;
    copies: number;
    updates: number;
  };
  day: string;
  noteMax: number;
  typed: Typed;
  problems: Partial<Record<keyof Typed, string>>;
}) {
  const { name, numbers, day, noteMax, typed, problems } = props;
  return (
    <section>
      <h2>{words.whatTitle}</h2>
      <ul>
        <li>{words.demands(numbers.open)}</li>
        {numbers.drafts > 0 && <li>{words.drafts(numbers.drafts)}</li>}
        <li>{words.signatures(numbers.signatures)}</li>
        <li>{words.letters(numbers.letters, numbers.copies)}</li>
        {numbers.updates > 0 && <li>{words.updates(numbers.updates)}</li>}
        <li>{words.persons(day)}</li>
      </ul>
      <form method="post" action={here} className="closing" noValidate>
        <ErrorSummary title={words.notClosed} problems={problems} note={formWords.kept} />
        <Field name="note" label={words.noteLabel} hint={words.noteHint} problem={problems.note}>
          {<textarea rows={3} maxLength={noteMax} required defaultValue={typed.note} />}
        </Field>
        <Field name="sure" label={words.sureLabel(name)} problem={problems.sure}>
          <input autoComplete="off" required defaultValue={typed.sure} />
        </Field>
        <button name="intent" value="close" className="danger">
          {words.closeButton}
        </button>
        <p className="hint">{words.freshHint}</p>
      </form>
    </section>
  );
}

export function Closed(props: { at: Date; demands: number; until: string; isUndoable: boolean }) {
  const { at, demands, until, isUndoable } = props;
  return (
    <section>
      <dl className="facts">
        <div>
          <dt>{words.closedOn}</dt>
          <dd>
            <Moment at={at} />
          </dd>
        </div>
        <div>
          <dt>{words.closedDemands}</dt>
          <dd>{demands}</dd>
        </div>
        <div>
          <dt>{words.personsUntil}</dt>
          <dd>{until}</dd>
        </div>
      </dl>
      <h2>{words.undoTitle}</h2>
      {isUndoable ? (
        <>
          <p>{words.undo(demands, until)}</p>
          <DeedButton action={here} intent="reopen" className="quiet">
            {words.undoButton}
          </DeedButton>
          <p className="hint">{words.freshHint}</p>
        </>
      ) : (
        <p>{words.undoLate}</p>
      )}
    </section>
  );
}
