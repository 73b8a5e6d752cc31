/** What a demand has come to, and where it is seen. */
import type { DemandState, Outcome } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { wordsFor } from "../../../words/words.ts";
import { lifeWords } from "../../../words/organise/demand-life.ts";
import { paperWords } from "../../../words/organise/paper.ts";
import { stateNames } from "../../../words/organise/demands.ts";

export function DemandFacts(props: {
  id: number;
  slug: string;
  state: DemandState;
  outcome: Outcome;
  count: number;
  mayChange: boolean;
}) {
  const { id, slug, state, outcome, count, mayChange } = props;
  const words = wordsFor("en");
  return (
    <>
      <p>
        <span className="tag">{stateNames[state]}</span>
        {outcome !== "none" && <span className="tag">{words.state[outcome]}</span>}
        {formatNumber("en", count)} {words.count.word(count)}
      </p>
      <ul className="ways">
        <li>
          <a href={href("/organise/demands/:id/preview", { id })}>See how it looks</a>
        </li>
        <li>
          <a href={href("/organise/demands/:id/life", { id })}>{lifeWords.title}</a>
        </li>
        <li>
          <a href={href("/organise/demands/:id/paper", { id })}>{paperWords.title}</a>
        </li>
        {(state === "open" || state === "closed") && (
          <li>
            <a href={href("/demands/:slug", { slug })}>{lifeWords.publicPage}</a>
          </li>
        )}
      </ul>
      {state === "draft" && mayChange && (
        <p>
          <a
            className="button"
            href={href("/organise/demands/:id/life/:deed", { id, deed: "open" })}
          >
            {lifeWords.openDraft}
          </a>
        </p>
      )}
    </>
  );
}
