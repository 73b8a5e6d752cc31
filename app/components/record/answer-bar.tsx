/** How many say what, as one bar and as its legend; each part has a pattern of its own beside its colour. */
import { type Part, type PartCounts, parts } from "../../answers/record/standing.ts";
import { useSite } from "../../pages/site.tsx";
import { formatNumber } from "../../words/format.ts";

/** Without a style: dark to light, so that neighbours differ on paper and on any screen. */
const fills: Record<Part, string> = {
  supports: "#00657a",
  partly: "#00afca",
  opposes: "#b3261e",
  declined: "#8a6d00",
  "no-answer": "#d9d5ca",
};

/** Says nothing by itself: the numbers stand beside it. Nothing where nobody is counted. */
export function Bar({ counts }: { counts: PartCounts }) {
  const all = parts.reduce((sum, part) => sum + counts[part], 0);
  if (all === 0) return null;
  let at = 0;
  return (
    <svg
      className="answer-bar"
      viewBox="0 0 100 4"
      width="100%"
      height="16"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {parts.map((part) => {
        const width = (100 * counts[part]) / all;
        const x = at;
        at += width;
        return (
          width > 0 && (
            <rect
              key={part}
              className={part}
              x={x.toFixed(2)}
              width={width.toFixed(2)}
              height="4"
              fill={fills[part]}
            />
          )
        );
      })}
    </svg>
  );
}

/** The bar of all, with what its parts mean. */
export function AnswerBar({ counts }: { counts: PartCounts }) {
  const { words, locale } = useSite();
  return (
    <div className="answers-of-all">
      <Bar counts={counts} />
      <ul className="answer-legend">
        {parts.map((part) => (
          <li key={part}>
            <svg className="answer-bar" width="14" height="14" aria-hidden="true">
              <rect className={part} width="14" height="14" fill={fills[part]} />
            </svg>{" "}
            {words.members.stances[part]}: <b>{formatNumber(locale, counts[part])}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
