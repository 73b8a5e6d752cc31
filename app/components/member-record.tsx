/** The letters to a member, whether they arrived, and what the member says. */
import type { StanceKind } from "#db/schema.ts";

import type { Delivery } from "../letters/copy-life.ts";
import { Cited } from "./cited.tsx";
import { useSite } from "../pages/site.tsx";
import type { Words } from "../words/en.ts";
import { formatDate } from "../words/format.ts";
import { href, hrefOfCopy } from "../paths.ts";

export interface MemberRecordProps {
  letters: {
    letterId: number;
    areaCode: string;
    subject: string;
    countedAt: Date;
    rehearsal: boolean;
    delivery: Delivery;
  }[];
  /** Of each demand that was answered, the answer that stands, and those before it, newest first. */
  answers: {
    slug: string;
    title: string;
    /** Of the title, where it is not the page's. */
    lang: string | undefined;
    standing: ShownAnswer;
    earlier: ShownAnswer[];
  }[];
}

interface ShownAnswer {
  id: number;
  stance: StanceKind;
  quote: string;
  source: string;
  statedOn: string;
  correctedAt: Date | null;
}

export function deliveryWords(words: Words, delivery: Delivery): string {
  const t = words.members;
  const said: Record<Delivery, string> = {
    waiting: t.waiting,
    sent: t.sent,
    delivered: t.delivered,
    "marked-as-spam": t.spam,
    "not-known": t.notKnown,
    "not-delivered": t.notDelivered,
    "no-address": t.noAddress,
    "no-seat": t.formerly,
    stopped: words.letters.states.cancelled,
    "left-out": t.leftOut,
    "not-chosen": t.notChosen,
  };
  return said[delivery];
}

export function MemberRecord({ letters, answers }: MemberRecordProps) {
  const { words, to, locale } = useSite();
  const t = words.places;
  return (
    <>
      <h2>{t.letters}</h2>
      {letters.length === 0 ? (
        <p>{t.noLetters}</p>
      ) : (
        <ul>
          {letters.map(({ letterId, areaCode, subject, countedAt, rehearsal, delivery }) => (
            <li key={letterId}>
              <a href={to(hrefOfCopy(letterId, areaCode))} lang="en">
                {subject}
              </a>
              , {formatDate(locale, countedAt)}:{" "}
              {rehearsal ? words.letters.asRehearsal : deliveryWords(words, delivery)}
            </li>
          ))}
        </ul>
      )}
      <h2>{t.stance}</h2>
      {answers.length === 0 ? (
        <p>{t.noStance}</p>
      ) : (
        <dl>
          {answers.map(({ slug, title, lang, standing, earlier }) => (
            <div key={slug}>
              <dt>
                <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
                  {title}
                </a>
              </dt>
              <dd>
                <Said {...standing} />
                {earlier.length > 0 && (
                  <>
                    <p>{words.members.earlier}</p>
                    <ul>
                      {earlier.map((answer) => (
                        <li key={answer.id}>
                          <Said {...answer} />
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
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
