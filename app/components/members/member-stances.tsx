/** What a member says of each demand, or whether they were asked. */
import type { StanceKind } from "#db/schema.ts";

import type { Standing } from "../../answers/record/standing.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { Cited } from "../cited.tsx";
import { standingWords } from "./standing-words.ts";

interface ShownAnswer {
  id: number;
  stance: StanceKind;
  quote: string;
  source: string;
  statedOn: string;
  correctedAt: Date | null;
  /** Of one that the office gave by its link. */
  givenId: number | null;
  /** The day of the answer that it corrects. */
  correctsThatOf: string | null;
}

export interface ShownStance {
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
  standing: Standing;
  /** The answer that stands, and those before it, newest first; undefined where there is none. */
  answer: ShownAnswer | undefined;
  earlier: ShownAnswer[];
}

export function MemberStances({ stances }: { stances: readonly ShownStance[] }) {
  const { words, locale, to } = useSite();
  if (stances.length === 0) return <p>{words.places.noStance}</p>;
  return (
    <dl className="stances">
      {stances.map(({ slug, title, lang, standing, answer, earlier }) => (
        <div key={slug}>
          <dt>
            <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
              {title}
            </a>
          </dt>
          <dd>
            {answer ? (
              <Said {...answer} />
            ) : (
              <span className="hint">{standingWords(words, locale, standing)}</span>
            )}
            {earlier.length > 0 && (
              <details>
                <summary>{words.members.earlier}</summary>
                <ul>
                  {earlier.map((one) => (
                    <li key={one.id}>
                      <Said {...one} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said(answer: ShownAnswer) {
  const { words, locale } = useSite();
  const t = words.members;
  const { stance, quote, source, statedOn, correctedAt, givenId, correctsThatOf } = answer;
  return (
    <>
      <b>{t.stances[stance]}</b>, {formatDate(locale, statedOn)}
      {correctedAt && ` (${t.corrected(formatDate(locale, correctedAt))})`}
      {correctsThatOf && ` (${t.corrects(formatDate(locale, correctsThatOf))})`}
      {quote && (
        <blockquote className={givenId === null ? undefined : "as-typed"}>{quote}</blockquote>
      )}
      {givenId !== null && <p className="hint">{t.byLink}</p>}
      {source && (
        <p className="hint">
          <Cited source={source} />
        </p>
      )}
    </>
  );
}
