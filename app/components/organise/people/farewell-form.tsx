/** Asks, in numbers and with an address to be typed, whether somebody is to organise no more. */
import { formWords } from "../../../words/organise-forms.ts";
import { peopleWords } from "../../../words/organise/people.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { Breakable } from "../../text/breakable.tsx";

export function FarewellForm(props: {
  action: string;
  intent: "remove" | "leave";
  address: string;
  version?: string;
  ends: { sessions: number; passkeys: number; invitations: number };
  letters: number;
  typed: string;
  problems: Partial<Record<"address", string>>;
}) {
  const { action, intent, address, version, ends, letters, typed, problems } = props;
  const { sessions, passkeys, invitations } = ends;
  return (
    <form method="post" action={action} noValidate>
      <ErrorSummary title={peopleWords.notRemoved} problems={problems} note={formWords.kept} />
      {version !== undefined && <HiddenFields fields={{ version }} />}
      <p>{peopleWords.wouldEnd(sessions, passkeys, invitations)}</p>
      <p>{peopleWords.wouldStay(letters)}</p>
      <p>
        <b>
          <Breakable text={address} />
        </b>
      </p>
      <Field name="address" label={peopleWords.typeAddress} problem={problems.address}>
        <input
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="email"
          defaultValue={typed}
        />
      </Field>
      <button name="intent" value={intent} className="danger">
        {intent === "leave" ? peopleWords.leaveButton : peopleWords.removeButton}
      </button>
    </form>
  );
}
