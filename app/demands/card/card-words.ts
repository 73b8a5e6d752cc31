/** The words of a demand's image, in a language. */
import type { LocaleCode } from "#db/schema.ts";

import { formatNumber } from "../../words/format.ts";
import { wordsFor } from "../../words/words.ts";
import { type Demand, takesSignings } from "../demand.ts";
import { seeksSignatures } from "../goal.ts";
import type { Card } from "./card.ts";

/** @param host of the site, as it is typed */
export function cardOf(
  demand: Demand,
  { locale, campaign, host }: { locale: LocaleCode; campaign: string; host: string },
  now: Date,
): Card {
  const { title, count, goal } = demand;
  const { count: say, share: t } = wordsFor(locale);
  const isSought = seeksSignatures(demand);
  return {
    campaign,
    title,
    count: formatNumber(locale, count),
    countWords: isSought
      ? t.ofGoal(say.word(count), say.goal(goal))
      : `${say.word(count)} ${say.inAll}`,
    share: isSought ? Math.min(count / goal, 1) : undefined,
    call: (takesSignings(demand, now) ? t.signAt : t.readAt)(host),
  };
}
