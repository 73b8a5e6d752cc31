/** The letters to a member, whether they arrived, and what the member says. */
import type { StanceKind } from "#db/schema.ts";

import type { Delivery } from "../letters/copy-life.ts";
import { Cited } from "./cited.tsx";
import { useSite } from "../pages/site.tsx";
import type { Words } from "../words/en.ts";
import { formatDate } from "../words/format.ts";
import { href } from "../paths.ts";

export interface MemberRecordProps {
  letters: { letterId: number; subject: string; countedAt: Date; delivery: Delivery }[];
  stances: {
    slug: string;
    title: string;
    /** Of the title, where it is not the page's. */
    lang: string | undefined;
    stance: StanceKind;
    quote: string;
    source: string;
    statedOn: string;
  }[];
}

export function deliveryWords(words: Words, delivery: Delivery): string {
  const t = words.members;
  const said: Record<Delivery, string> = {
    waiting: t.waiting,
    sent: t.sent,
    delivered: t.delivered,
    "not-delivered": t.notDelivered,
    "no-address": t.noAddress,
    "no-seat": t.formerly,
    stopped: words.letters.states.cancelled,
    "left-out": t.leftOut,
  };
  return said[delivery];
}

export function MemberRecord({ letters, stances }: MemberRecordProps) {
  const { words, to, locale } = useSite();
  const t = words.places;
  return (
    <>
      <h2>{t.letters}</h2>
      {letters.length === 0 ? (
        <p>{t.noLetters}</p>
      ) : (
        <ul>
          {letters.map(({ letterId, subject, countedAt, delivery }) => (
            <li key={letterId}>
              <a href={to(href("/letters/:id", { id: letterId }))} lang="en">
                {subject}
              </a>
              , {formatDate(locale, countedAt)}: {deliveryWords(words, delivery)}
            </li>
          ))}
        </ul>
      )}
      <h2>{t.stance}</h2>
      {stances.length === 0 ? (
        <p>{t.noStance}</p>
      ) : (
        <dl>
          {stances.map((stance) => (
            <div key={stance.slug}>
              <dt>
                <a href={to(href("/demands/:slug", { slug: stance.slug }))} lang={stance.lang}>
                  {stance.title}
                </a>
              </dt>
              <dd>
                <b>{words.members.stances[stance.stance]}</b>, {formatDate(locale, stance.statedOn)}
                {stance.quote && <blockquote>{stance.quote}</blockquote>}
                <p className="hint">
                  <Cited source={stance.source} />
                </p>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
