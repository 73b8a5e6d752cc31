/** What a member says of each demand, or whether they were asked. */
import type { LocaleCode, StanceKind } from "#db/schema.ts";

import type { Asked } from "../../letters/public/asked.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import type { Words } from "../../words/en.ts";
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

function NotYet({ asked }: { asked: Asked }) {
  const { words, locale } = useSite();
  return <span className="hint">{saidOf(asked, words.members, locale)}</span>;
}

function saidOf({ since, maybeSince, isOnItsWay }: Asked, t: Words["members"], locale: LocaleCode) {
  if (since) return t.asked(formatDate(locale, since));
  if (isOnItsWay) return t.askedSoon;
  return maybeSince ? t.askedMaybe(formatDate(locale, maybeSince)) : t.notAsked;
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
