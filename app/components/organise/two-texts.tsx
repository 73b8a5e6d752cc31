/** Two texts beside each other, field by field, with the words marked that only one of them has. */
import { compareTexts, type Piece } from "../../words/compare-texts.ts";

interface Labelled {
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
      {changed.map(({ label, text, other }) => {
        const found = compareTexts(text, other);
        return (
          <section key={label}>
            <h3>{label}</h3>
            <div className="pair">
              <Side title={leftTitle} pieces={found.left} mark="del" />
              <Side title={rightTitle} pieces={found.right} mark="ins" />
            </div>
          </section>
        );
      })}
      {same.length > 0 && (
        <p className="hint">The same in both: {same.map(({ label }) => label).join(", ")}.</p>
      )}
    </div>
  );
}

function Side(props: { title: string; pieces: readonly Piece[]; mark: "del" | "ins" }) {
  const { title, pieces, mark: Mark } = props;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div className="as-written">
        {pieces.length === 0 && <span className="hint">Nothing</span>}
        {pieces.map(({ text, own }, index) => {
          if (!own) return <span key={index}>{text}</span>;
          // a mark ends with its last word; of space alone all is marked
          const words = text.trimEnd() || text;
          return (
            <span key={index}>
              <Mark>{words}</Mark>
              {text.slice(words.length)}
            </span>
          );
        })}
      </div>
    </figure>
  );
}
