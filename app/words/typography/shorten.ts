/** A title where there is room for a line or two of it alone. */

const MOST = 80;

/** Ends after a whole word, if there is one. */
export function shorten(title: string): string {
  if (title.length <= MOST) return title;
  const start = title.slice(0, MOST);
  return `${start.slice(0, start.lastIndexOf(" ")).trimEnd() || start}…`;
}
