/** How far a letter has come, in public: the copies that have left, and those that were stopped. */
import { type CopyCounts, progressOf } from "../letters/copy-life.ts";
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";

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
