/** In which of the style's sizes a title fills its place on a poster and does not leave it. */

/** In hundredths of the sheet's width; `poster.css` has a class for each. */
const SIZES = [16, 14, 12, 10.5, 9.5, 8.7, 8, 7.2, 6.4, 5.6, 5, 4.4];

/** The room for title and reason, in the same unit. */
const WIDTH = 84;
const HEIGHT = 68;
/** What the letters of a long word take in bold, in sizes; in a whole line they take less, in Latin least. */
const WIDEST = 0.6;
const meanOf = (text: string) => (/\p{Script=Cyrillic}/u.test(text) ? 0.56 : 0.5);
const LEADING = 1.05;
/** Of the reason: letters in a line, and from one line to the next. */
const REASON_LETTERS = 50;
const REASON_LEADING = 4.4;

/** @returns the class, from `title-1`, the largest */
export function posterSize(title: string, reason: string): string {
  const words = title.split(/\s+/);
  const longest = Math.max(...words.map(({ length }) => length));
  const height = HEIGHT - Math.ceil(reason.length / REASON_LETTERS) * REASON_LEADING;
  const mean = meanOf(title);
  const fits = (size: number) =>
    longest * WIDEST * size <= WIDTH &&
    countLines(words, Math.floor(WIDTH / (size * mean))) * LEADING * size <= height;
  const index = SIZES.findIndex(fits);
  return `title-${index < 0 ? SIZES.length : index + 1}`;
}

/** @param perLine in letters */
function countLines(words: readonly string[], perLine: number): number {
  let [lines, used] = [1, -1];
  for (const { length } of words) {
    const isNext = used + 1 + length > perLine;
    if (isNext) lines++;
    used = isNext ? length : used + 1 + length;
  }
  return lines;
}
