/** The name of a server that somebody is at home on, as they write it: alone, in a handle, or as its address. */

/** A name of the DNS with a dot in it, and no number (RFC 1123, section 2.1). */
const NAME = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/;

/** The part of it that can be a name: `@me@example.social` and `https://example.social/@me` are that server. */
export const readServer = (typed: string): string =>
  typed
    .trim()
    .slice(0, 200)
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/, "")
    .replace(/^.*@/, "")
    .toLowerCase();

/**
 * What it can be reached under by https: nothing but a name, so that a link to it leads to no machine of a
 * local network, no port, and no path but the one that it is given.
 * @returns undefined for what is no name
 */
export function serverOf(name: string): string | undefined {
  const url = URL.parse(`https://${name}`);
  if (!url || url.href !== `https://${url.hostname}/`) return undefined;
  return url.hostname.length <= 253 && NAME.test(url.hostname) ? url.hostname : undefined;
}
