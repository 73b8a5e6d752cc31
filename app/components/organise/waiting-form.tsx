/** A form that was sent and waits until its sender has signed in again; it holds all that was typed. */
import { signInWords } from "../../words/organise-forms.ts";
import { ErrorBox } from "../error-summary.tsx";

export function WaitingForm(props: {
  action: string;
  fields: [name: string, value: string][];
  why: "fresh" | "ended";
}) {
  const { action, fields, why } = props;
  return (
    <ErrorBox title={signInWords[why]}>
      <p>{signInWords.waits}</p>
      <ol>
        <li>{signInWords.first}</li>
        <li>{signInWords.then}</li>
      </ol>
      <form method="post" action={action}>
        {fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <button>{signInWords.goOn}</button>
      </form>
    </ErrorBox>
  );
}
