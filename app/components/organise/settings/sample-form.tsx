/** The demo's sample: what of it goes and what stays, in numbers, and the button that takes it away. */
import { href } from "../../../paths.ts";
import { sampleParts, sampleWords as words } from "../../../words/organise/sample.ts";
import { DeedButton } from "../organise-page.tsx";

export function SampleForm(props: {
  goes: Parameters<typeof sampleParts>[0];
  stays: Parameters<typeof words.kept>[0];
}) {
  const { goes, stays } = props;
  return (
    <section id="sample" className="sample-form">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <div className="beside">
        <List title={words.goes} of={sampleParts(goes)} />
        <List title={words.stays} of={words.kept(stays)} />
      </div>
      <p className="hint">{words.named}</p>
      <DeedButton
        action={href("/organise/first-steps")}
        intent="remove-sample"
        className="danger"
        fields={{ answers: String(goes.answers) }}
      >
        {words.button}
      </DeedButton>
      <p className="hint">{words.fresh}</p>
    </section>
  );
}

const List = ({ title, of }: { title: string; of: readonly string[] }) => (
  <div>
    <h3>{title}</h3>
    <ul>
      {of.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  </div>
);
