/** Two texts side by side, with the words marked that only one of them has. */
import { compareTexts, type Piece } from "../../words/compare-texts.ts";

interface Titled {
  title: string;
  text: string;
}

/** @param props.nothing what stands for an empty text; @param props.lang of the texts, where it is not the page's */
export function Compared(props: {
  left: Titled;
  right: Titled;
  nothing: string;
  lang?: string | undefined;
}) {
  const { left, right, ...rest } = props;
  const found = compareTexts(left.text, right.text);
  return (
    <div className="pair">
      <Side title={left.title} pieces={found.left} mark="del" {...rest} />
      <Side title={right.title} pieces={found.right} mark="ins" {...rest} />
    </div>
  );
}

function Side(props: {
  title: string;
  pieces: readonly Piece[];
  mark: "del" | "ins";
  nothing: string;
  lang?: string | undefined;
}) {
  const { title, pieces, mark: Mark, nothing, lang } = props;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div className="as-written" lang={pieces.length > 0 ? lang : undefined}>
        {pieces.length === 0 && <span className="hint">{nothing}</span>}
        {pieces.map(({ text, own }, index) => {
          if (!own) return <span key={index}>{text}</span>;
          // a mark goes from its first word to its last; of space alone all is marked
          const words = text.trim() || text;
          const start = text.indexOf(words);
          return (
            <span key={index}>
              {text.slice(0, start)}
              <Mark>{words}</Mark>
              {text.slice(start + words.length)}
            </span>
          );
        })}
      </div>
    </figure>
  );
}
