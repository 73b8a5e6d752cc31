/** What mail programs, sentences and line breaks leave in and behind a link is taken off its path. */

/** The length of a link's token (keys.server.ts). */
const TOKEN = 43;

const tidy = /^(?:[\w./-]*[\w-]|\/)$/;
/**
 * A line break, quoted-printable's or that of a quoted text among them, a space, a mark that nobody sees. It
 * can be read in one way alone, so that a long one takes no time.
 */
const blank = "(?:[^\\S\\r\\n]|\\p{DI})";
const broken = "[\\r\\n][\\s\\p{DI}>]*";
const gap = `=?(?:${blank}+(?:${broken})?|${broken})`;
/** After a whole token: what follows is no part of the link, unless it is a path's next segment. */
const gapAfterToken = new RegExp(`(?<=/[\\w-]{${TOKEN}})${gap}(?=[^/\\s\\p{DI}>])`, "u");
const wholeToken = new RegExp(`/[\\w-]{${TOKEN}}$`);
const gaps = new RegExp(gap, "gu");
/** No path of ours holds it. `%2F` stands for a `/` within a segment. */
const foreign = /[^\w./%-]|%(?!2F)/;
/** Of a run its beginning alone is tried, for a path may hold thousands of them. */
const stops = /(?<![./])[./]+$/;
/** The path goes on behind a foreign sign, or has a file's ending, so that nothing is left out of it; an HTML tag's end is no path. */
const goesOn = /(?<!<)\/[^/]*\w|\.(?:json|csv|atom)$/;

/**
 * The path of a link as it was sent, where what follows or breaks it is none of it: `/confirm/…).`,
 * `/confirm/…%3E`, `/confirm/…&gt`, one broken over two lines. No path of ours holds a space, an unseen
 * mark or a sign other than `. / _ -`, or ends in a stop, so no two pages become one. What the token or
 * the name in it is worth is for the route to say.
 * @param asked decoded, a `/` within a segment as `%2F`, and U+FFFD for bytes that are no text: they are
 * let pass behind a whole token alone
 * @returns the path as it is where the foreign sign is not at its end
 */
export function tidyPath(asked: string): string {
  const path = asked.endsWith("_") ? withoutEmphasis(asked) : asked;
  if (tidy.test(path)) return path;
  const whole = path.replace(gapAfterToken, ">").replace(gaps, "");
  const end = whole.search(foreign);
  const begin = end === -1 ? whole : whole.slice(0, end);
  const kept = begin.replace(stops, "");
  if (end === -1) return kept || "/";
  const rest = whole.slice(end);
  const last = begin.slice(begin.lastIndexOf("/"));
  const isNamed = /\w/.test(last) || !/[\p{L}\p{N}]/u.test(rest);
  const isRead = !rest.includes("\ufffd") || wholeToken.test(kept);
  return isNamed && isRead && !goesOn.test(rest.split("://")[0]!) ? kept || "/" : path;
}

/** Markdown's, or a plain text's. Of our paths a token alone may end so, within its length. */
function withoutEmphasis(path: string): string {
  const last = path.length - path.lastIndexOf("/") - 1;
  const mark = /_{1,2}$/.exec(path)![0].length;
  return last === TOKEN
    ? path
    : path.slice(0, last > TOKEN ? Math.max(TOKEN - last, -mark) : -mark);
}
