/** A text where there is room for its beginning alone. */

/** A line or two. */
const TITLE_MOST = 80;

/** Ends after a whole word, if there is one. */
export function shorten(text: string, most = TITLE_MOST): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  return `${start.slice(0, start.lastIndexOf(" ")).trimEnd() || start}…`;
}
