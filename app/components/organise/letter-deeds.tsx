/** The buttons of a letter: the deeds that its state allows. */
import type { LetterState } from "#db/schema.ts";

import { REASON_MAX } from "../../letters/letter.ts";
import { deedNames, letterDeeds, refusalOf } from "../../letters/life.ts";
import { Field } from "../field.tsx";
import { DeedButton } from "./organise-page.tsx";
import { href } from "../../paths.ts";

/** @param props.recent members left out because they had a letter lately */
export function LetterDeeds(props: { letter: { id: number; state: LetterState }; recent: number }) {
  const { letter, recent } = props;
  const action = href("/organise/letters/:id", { id: letter.id });
  const allowed = deedNames.filter((name) => !refusalOf(name, letter.state));
  return (
    <div className="together">
      {allowed.map((name) => {
        const { label, style } = letterDeeds[name].button;
        if (name === "send") return <Send key={name} {...{ action, label, recent }} />;
        if (name === "revise")
          return (
            <a key={name} className={`button ${style}`} href={`${action}/edit`}>
              {label}
            </a>
          );
        return (
          <DeedButton
            key={name}
            action={action}
            intent={name}
            {...(style ? { className: style } : {})}
          >
            {label}
          </DeedButton>
        );
      })}
    </div>
  );
}

function Send({ action, label, recent }: { action: string; label: string; recent: number }) {
  return (
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
        {label}
      </button>
    </form>
  );
}
