/** The time at which an approved letter is sent by itself. */
import { type RefusedSendAt, typedMoment } from "../../../letters/steering/send-at.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { steerWords as t } from "../../../words/organise/letters.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

export function ScheduleForm(props: {
  action: string;
  label: string;
  fields: Record<string, string>;
  sendAt: Date | null;
  refused: RefusedSendAt | undefined;
}) {
  const { action, label, fields, sendAt, refused } = props;
  const problems = refused?.problems ?? {};
  const typed = refused?.typed.send_at ?? (sendAt ? typedMoment(sendAt) : "");
  return (
    <form method="post" action={action} noValidate className="schedule">
      <ErrorSummary title={t.noTime} problems={problems} note={formWords.kept} />
      <Field name="send_at" label={t.sendAt} hint={t.sendAtHint} problem={problems.send_at}>
        <input type="datetime-local" defaultValue={typed} />
      </Field>
      <HiddenFields fields={fields} />
      <button name="intent" value="schedule" className="quiet">
        {label}
      </button>
    </form>
  );
}
