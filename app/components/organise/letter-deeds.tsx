/** The buttons of a letter: those that its state allows. */
import type { LetterState } from "#db/schema.ts";

import { REASON_MAX } from "../../letters/letter.ts";
import { Field } from "../field.tsx";
import { Deed } from "./organise-page.tsx";

/** @param props.recent members left out because they had a letter lately */
export function LetterDeeds(props: { letter: { id: number; state: LetterState }; recent: number }) {
  const { letter, recent } = props;
  const { id, state } = letter;
  const action = `/organise/letters/${id}`;
  const deed = (intent: string, label: string, className?: string) => (
    <Deed action={action} intent={intent} {...(className ? { className } : {})}>
      {label}
    </Deed>
  );
  const isOver = state === "sent" || state === "cancelled";
  return (
    <div className="together">
      {state === "approved" && (
        <form method="post" action={action}>
          {recent > 0 && (
            <Field
              name="override_reason"
              label="To write to those left out as well, give a reason"
              hint="It is kept in the audit log. Leave it empty to leave them out."
            >
              <input maxLength={REASON_MAX} />
            </Field>
          )}
          <button name="intent" value="send">
            Send
          </button>
        </form>
      )}
      {state === "draft" && deed("approve", "Approve")}
      {state === "sending" && deed("pause", "Pause")}
      {state === "paused" && deed("resume", "Go on")}
      {(state === "draft" || state === "approved") && deed("test", "Mail me a test copy", "quiet")}
      {state === "draft" && (
        <a className="button quiet" href={`${action}/edit`}>
          Change the draft
        </a>
      )}
      {!isOver && deed("cancel", "Stop it for good", "danger")}
    </div>
  );
}
