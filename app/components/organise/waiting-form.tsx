/** A form that was sent and waits until its sender has signed in again; it holds all that was typed. */
import type { ReactNode } from "react";

import { signInWords } from "../../words/organise-forms.ts";
import { StepsPage } from "../steps-page.tsx";
import { EnterByPasskey } from "./people/enter-by-passkey.tsx";

const WAITING = "waiting";

/**
 * With a passkey it goes on in place.
 * @param props.children the form that asks for a link, in a tab of its own
 */
export function WaitingForm(props: {
  action: string;
  fields: [name: string, value: string][];
  why: "fresh" | "ended";
  passkeys: boolean;
  children: ReactNode;
}) {
  const { action, fields, why, passkeys, children } = props;
  return (
    <StepsPage title={signInWords[why]} lead={signInWords.waits}>
      {passkeys && <EnterByPasskey then={WAITING} />}
      <ol className="steps">
        <li>{children}</li>
        <li>{signInWords.then}</li>
        <li>
          <form method="post" action={action} id={WAITING}>
            <p>{signInWords.back}</p>
            {fields.map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
            <button>{signInWords.goOn}</button>
          </form>
        </li>
      </ol>
    </StepsPage>
  );
}
