/** In which of the style's sizes a title fills its place on a poster and does not leave it. */

/** In hundredths of the sheet's width; `poster.css` has a class for each. */
const SIZES = [16, 13, 11, 9, 7.5, 6.5, 5.5, 4.7, 4];

/** The room for the title, in the same unit. */
const WIDTH = 84;
const HEIGHT = 58;
/** What letters of the heaviest typeface take at most, in sizes. */
const LETTER = 0.66;
/** The same within words, some wide and some narrow. */
const MEAN = 0.6;
const LEADING = 1.05;

/** @returns the class, from `title-1`, the largest */
export function posterSize(title: string): string {
  const words = title.split(/\s+/);
  const longest = Math.max(...words.map(({ length }) => length));
  const fits = (size: number) => {
    const perLine = Math.floor(WIDTH / (size * MEAN));
    const lines = words.reduce(
      ({ count, used }, { length }) =>
        used + 1 + length <= perLine
          ? { count, used: used + 1 + length }
          : { count: count + 1, used: length },
      { count: 1, used: -1 },
    ).count;
    return longest * LETTER * size <= WIDTH && lines * LEADING * size <= HEIGHT;
  };
  const index = SIZES.findIndex(fits);
  return `title-${index < 0 ? SIZES.length : index + 1}`;
}
