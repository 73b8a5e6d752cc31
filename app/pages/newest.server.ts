/** What happened last, of all demands: news, letters, answers of members. */
import type { RequestContext } from "../context.server.ts";
import { listNewestAnswers } from "../answers/newest.server.ts";
import type { Demand } from "../demands/demand.ts";
import { headlineOf } from "../demands/life/timeline.ts";
import { listNewestEntries } from "../demands/life/timeline.server.ts";
import { listNewestLetters } from "../letters/public/newest.server.ts";
import { href } from "../paths.ts";
import { dayOf } from "../words/format.ts";
import { wordsFor } from "../words/words.ts";

const MOST = 3;

/** @param demands those that the public sees */
export async function readNewest(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  demands: readonly Pick<Demand, "id" | "slug" | "title" | "lang">[],
) {
  const words = wordsFor(locale);
  const [entries, letters, answers] = await Promise.all([
    listNewestEntries(db, locale, MOST),
    listNewestLetters(db, MOST),
    listNewestAnswers(db, MOST),
  ]);
  // one that was opened at this very moment is told of by the next page
  const about = (id: number) => demands.filter((demand) => demand.id === id);
  const happened = [
    ...entries.flatMap((entry) =>
      about(entry.demand_id).map(({ slug, title, lang }) => ({
        key: `entry-${entry.id}`,
        day: entry.occurred_on,
        path: href("/demands/:slug", { slug }),
        text: headlineOf(entry, words),
        lang: entry.subject === "" || entry.locale === locale ? undefined : entry.locale,
        ...{ about: title, aboutLang: lang },
      })),
    ),
    ...letters.map(({ id, subject, countedAt }) => ({
      key: `letter-${id}`,
      day: dayOf(countedAt),
      path: href("/letters/:id", { id }),
      text: subject,
      lang: locale === "en" ? undefined : ("en" as const),
      about: words.home.letter,
      aboutLang: undefined,
    })),
    ...answers.flatMap(({ id, memberId, member, demandId, stance, statedOn }) =>
      about(demandId).map(({ title, lang }) => ({
        key: `answer-${id}`,
        day: statedOn,
        path: href("/members/:id", { id: memberId }),
        text: `${member}: ${words.members.stances[stance]}`,
        lang: undefined,
        ...{ about: title, aboutLang: lang },
      })),
    ),
  ];
  return happened.toSorted((a, b) => b.day.localeCompare(a.day)).slice(0, MOST);
}
