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
    <section id="sample" className="note">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <h3>{words.goes}</h3>
      <List of={sampleParts(goes)} />
      <h3>{words.stays}</h3>
      <List of={words.kept(stays)} />
      <p className="hint">{words.named}</p>
      <DeedButton action={href("/organise/first-steps")} intent="remove-sample" className="danger">
        {words.button}
      </DeedButton>
      <p className="hint">{words.fresh}</p>
    </section>
  );
}

const List = ({ of }: { of: readonly string[] }) => (
  <ul>
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);
