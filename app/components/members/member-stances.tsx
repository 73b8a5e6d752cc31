/** What a member says of each demand, or whether they were asked. */
import type { StanceKind } from "#db/schema.ts";

import type { Asked } from "../../letters/public/asked.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { Cited } from "../cited.tsx";

interface ShownAnswer {
  id: number;
  stance: StanceKind;
  quote: string;
  source: string;
  statedOn: string;
  correctedAt: Date | null;
}

export interface ShownStance {
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
  /** The answer that stands, and those before it, newest first; undefined where there is none. */
  standing: ShownAnswer | undefined;
  earlier: ShownAnswer[];
  asked: Asked;
}

export function MemberStances({ stances }: { stances: readonly ShownStance[] }) {
  const { words, to } = useSite();
  if (stances.length === 0) return <p>{words.places.noStance}</p>;
  return (
    <dl className="stances">
      {stances.map(({ slug, title, lang, standing, earlier, asked }) => (
        <div key={slug}>
          <dt>
            <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
              {title}
            </a>
          </dt>
          <dd>
            {standing ? <Said {...standing} /> : <NotYet asked={asked} />}
            {earlier.length > 0 && (
              <details>
                <summary>{words.members.earlier}</summary>
                <ul>
                  {earlier.map((answer) => (
                    <li key={answer.id}>
                      <Said {...answer} />
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

function NotYet({ asked: { since, isOnItsWay } }: { asked: Asked }) {
  const { words, locale } = useSite();
  const t = words.members;
  const still = isOnItsWay ? t.askedSoon : t.notAsked;
  return <span className="hint">{since ? t.asked(formatDate(locale, since)) : still}</span>;
}

function Said({ stance, quote, source, statedOn, correctedAt }: ShownAnswer) {
  const { words, locale } = useSite();
  const t = words.members;
  return (
    <>
      <b>{t.stances[stance]}</b>, {formatDate(locale, statedOn)}
      {correctedAt && ` (${t.corrected(formatDate(locale, correctedAt))})`}
      {quote && <blockquote>{quote}</blockquote>}
      {source && (
        <p className="hint">
          <Cited source={source} />
        </p>
      )}
    </>
  );
}
