/** How far a letter has come, in public: the copies that have left, and those that were stopped. */
import { type CopyCounts, countDeliveries, progressOf } from "../letters/copy-life.ts";
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";
import { deliveryWords } from "./members/delivery-words.ts";

export function LetterProgress({ counts }: { counts: CopyCounts }) {
  const { words, locale } = useSite();
  const { left, all, stopped } = progressOf(counts);
  const t = words.letters;
  return (
    <>
      {t.progress(left, all)}
      {stopped > 0 &&
        `; ${t.states.cancelled.toLocaleLowerCase(locale)}: ${formatNumber(locale, stopped)}`}
    </>
  );
}

/** How many copies have come how far, with a bar. */
export function Deliveries({ counts }: { counts: CopyCounts }) {
  const { words, locale } = useSite();
  const { left, all } = progressOf(counts);
  return (
    <>
      <p>
        <progress
          value={left}
          max={Math.max(all, 1)}
          aria-label={words.letters.progress(left, all)}
        />{" "}
        <LetterProgress counts={counts} />
      </p>
      <ul>
        {countDeliveries(counts)
          .filter(([, count]) => count > 0)
          .map(([delivery, count]) => (
            <li key={delivery}>
              {deliveryWords(words, delivery)}: {formatNumber(locale, count)}
            </li>
          ))}
      </ul>
    </>
  );
}
