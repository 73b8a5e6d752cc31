/** The buttons of a bulk work: begin it, stop it, throw it away, undo it. */
import type { ToldBulk } from "../../../pages/signatures/told.ts";
import { href } from "../../../paths.ts";
import type { BeginProblems, TypedBegin } from "../../../review/bulk/begin-form.ts";
import { TYPED_FROM } from "../../../review/bulk/bulk.ts";
import { formatNumber } from "../../../words/format.ts";
import { deedWords, signatures, troubles } from "../../../words/organise/signatures.ts";
import { ErrorSummary, worded } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton } from "../organise-page.tsx";

export function BulkDeeds(props: {
  bulk: ToldBulk;
  typed: TypedBegin | undefined;
  problems: BeginProblems;
}) {
  const { bulk } = props;
  const { id, version, state, changed } = bulk;
  const action = href("/organise/signatures/work/:id", { id });
  return (
    <div className="run-deeds">
      {state === "found" && bulk.number! > 0 && <BeginForm {...props} action={action} />}
      {(state === "found" || state === "finding" || state === "running") && (
        <DeedButton action={action} intent="cancel" fields={{ version }} className="quiet">
          {state === "running" ? "Stop it here" : "Throw it away"}
        </DeedButton>
      )}
      {bulk.canUndo && (
        <section>
          <h2>Undo it</h2>
          <p>
            {signatures(changed)} would be set back to what they were. Whoever has withdrawn, erased
            or signed anew since stays as they are. It can be undone for 30 days.
          </p>
          <DeedButton action={action} intent="undo" fields={{ version }} className="danger">
            Undo it
          </DeedButton>
        </section>
      )}
    </div>
  );
}

function BeginForm(props: {
  bulk: ToldBulk;
  action: string;
  typed: TypedBegin | undefined;
  problems: BeginProblems;
}) {
  const { bulk, action, typed } = props;
  const { deed, version } = bulk;
  const number = bulk.number!;
  const problems = worded(props.problems, troubles);
  return (
    <form method="post" action={action} noValidate>
      <h2>{deedWords[deed].name}</h2>
      <ErrorSummary problems={problems} />
      <p>{deedWords[deed].does(number)}</p>
      <HiddenFields fields={{ version }} />
      <Field
        name="reason"
        label="Why"
        hint="Kept with the work and in the audit log; write nobody’s name or address."
        problem={problems.reason}
      >
        <input type="text" required maxLength={500} defaultValue={typed?.reason} />
      </Field>
      {number > TYPED_FROM && (
        <Field
          name="number"
          label={`To go on, type the number of signatures: ${formatNumber("en", number)}`}
          problem={problems.number}
        >
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            required
            defaultValue={typed?.number}
          />
        </Field>
      )}
      <button name="intent" value="begin" className={deed === "release" ? undefined : "danger"}>
        {deedWords[deed].button}
      </button>
    </form>
  );
}
