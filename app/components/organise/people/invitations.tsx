/** Invitations that nobody has taken up, and the form that makes another. */
import type { Role } from "#db/schema.ts";

import type {
  InvitationProblems,
  TypedInvitation,
} from "../../../organisers/people/invitation-form.ts";
import { href } from "../../../paths.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { peopleWords, roleWords } from "../../../words/organise/people.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";
import { RoleFields } from "./role-fields.tsx";

const action = href("/organise/people");

interface Invitation {
  id: string;
  address: string;
  role: Role;
  mailedAt: Date;
  ends: Date;
  isOver: boolean;
  /** Its mail came back. */
  isBack: boolean;
}

export function Invitations(props: { invitations: Invitation[]; mayChange: boolean }) {
  const { invitations, mayChange } = props;
  if (invitations.length === 0) return null;
  return (
    <>
      <h2>{peopleWords.pendingTitle}</h2>
      <ul className="entries">
        {invitations.map(({ id, address, role, mailedAt, ends, isOver, isBack }) => (
          <li key={id}>
            <p>
              <b>
                <Breakable text={address} />
              </b>
              , as {role === "viewer" ? "a" : "an"} {roleWords[role]}; mailed{" "}
              <Moment at={mailedAt} />,{" "}
              {isOver ? (
                peopleWords.isOver
              ) : (
                <>
                  good until <Moment at={ends} />
                </>
              )}
              {isBack && (
                <>
                  {" "}
                  <strong>{peopleWords.isBack}</strong>
                </>
              )}
            </p>
            {mayChange && (
              <div className="together">
                <DeedButton
                  {...{ action }}
                  intent="again"
                  className="quiet"
                  fields={{ invitation: id }}
                >
                  {peopleWords.again}
                </DeedButton>
                <DeedButton
                  {...{ action }}
                  intent="back"
                  className="quiet"
                  fields={{ invitation: id }}
                >
                  {peopleWords.back}
                </DeedButton>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function InvitationForm(props: {
  days: number;
  typed: TypedInvitation;
  problems: InvitationProblems;
}) {
  const { days, typed, problems } = props;
  return (
    <form method="post" action={action} noValidate>
      <h2>{peopleWords.inviteTitle}</h2>
      <ErrorSummary title={peopleWords.notInvited} problems={problems} note={formWords.kept} />
      <Field
        name="email"
        label={peopleWords.addressLabel}
        hint={peopleWords.inviteHint(days)}
        problem={problems.email}
      >
        <input
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={typed.email}
        />
      </Field>
      <RoleFields chosen={typed.role} problem={problems.role} />
      <button name="intent" value="invite">
        {peopleWords.inviteButton}
      </button>
    </form>
  );
}
