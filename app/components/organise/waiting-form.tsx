/** A form that was sent and waits until its sender has signed in again; it holds all that was typed. */
import type { ReactNode } from "react";

import { signInWords } from "../../words/organise-forms.ts";
import { StepsPage } from "../steps-page.tsx";

/** @param props.children the form that asks for a link, in a tab of its own */
export function WaitingForm(props: {
  action: string;
  fields: [name: string, value: string][];
  why: "fresh" | "ended";
  children: ReactNode;
}) {
  const { action, fields, why, children } = props;
  return (
    <StepsPage title={signInWords[why]} lead={signInWords.waits}>
      <ol className="steps">
        <li>{children}</li>
        <li>{signInWords.then}</li>
        <li>
          <form method="post" action={action}>
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
