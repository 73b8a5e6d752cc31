/** Two texts beside each other, field by field, with the words marked that only one of them has. */
import { Compared } from "../text/compared.tsx";

/** One field of a text. */
export interface Labelled {
  label: string;
  text: string;
}

/** @param props.left and `right` have the same labels in the same order */
export function TwoTexts(props: {
  leftTitle: string;
  rightTitle: string;
  left: readonly Labelled[];
  right: readonly Labelled[];
}) {
  const { leftTitle, rightTitle, left, right } = props;
  const pairs = left.map(({ label, text }, index) => {
    return { label, text, other: right[index]!.text };
  });
  const [changed, same] = [true, false].map((isChanged) =>
    pairs.filter(({ text, other }) => (text !== other) === isChanged),
  ) as [typeof pairs, typeof pairs];
  return (
    <div className="two-texts">
      {changed.map(({ label, text, other }) => (
        <section key={label}>
          <h3>{label}</h3>
          <Compared
            left={{ title: leftTitle, text }}
            right={{ title: rightTitle, text: other }}
            nothing="Nothing"
          />
        </section>
      ))}
      {same.length > 0 && (
        <p className="hint">The same in both: {same.map(({ label }) => label).join(", ")}.</p>
      )}
    </div>
  );
}
