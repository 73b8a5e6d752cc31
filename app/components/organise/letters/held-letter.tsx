/** One letter that waits to be read, with what can be decided about it. */
import { href } from "../../../paths.ts";
import { ownHeldWords as t } from "../../../words/organise/own-letters.ts";
import { reasonOf, type Refusal } from "../../../write/held/refusal-form.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

export interface HeldLetterProps {
  id: string;
  member: string;
  memberId: number;
  constituency: string;
  title: string;
  why: string | null;
  confirmedAt: Date;
  text: string;
}

export function HeldLetterItem(props: {
  action: string;
  letter: HeldLetterProps;
  refused: Refusal | undefined;
}) {
  const { action, letter, refused } = props;
  const { id, member, memberId, constituency, title, why, confirmedAt, text } = letter;
  return (
    <section>
      <h2>
        <a href={href("/organise/members/:id", { id: memberId })}>{member}</a>
      </h2>
      <p>
        {t.about(constituency, title)} (<Moment at={confirmedAt} />){" "}
        {why === "rate" ? t.why.rate : t.why.threat}
      </p>
      <blockquote className="own-text">{text}</blockquote>
      <DeedButton action={action} intent="release" fields={{ letter: id }}>
        {t.release}
      </DeedButton>
      <form method="post" action={action} noValidate>
        <HiddenFields fields={{ letter: id }} />
        {refused && (
          <ErrorSummary title={t.notDone} problems={{ [reasonOf(id)]: refused.problem }} />
        )}
        <Field name={reasonOf(id)} label={t.reason} hint={t.reasonHint} problem={refused?.problem}>
          <input required defaultValue={refused?.typed ?? ""} />
        </Field>
        <button name="intent" value="refuse" className="quiet">
          {t.refuse}
        </button>
      </form>
    </section>
  );
}
