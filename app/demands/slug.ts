/** The last part of a demand's address. */

export const SLUG_MAX = 80;

/** Whether it is one: small letters and digits, with single hyphens between them. */
export const isNewSlug = (text: string): boolean =>
  text.length <= SLUG_MAX && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** A slug from a title: its words in small Latin letters, as many as fit; "demand" where it has none. */
export function slugFrom(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[\p{M}'’]/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > SLUG_PROPOSED) break;
    slug = longer;
  }
  return slug || words[0]?.slice(0, SLUG_PROPOSED) || "demand";
}

/** Shorter than a slug may be: a number still fits behind it. */
const SLUG_PROPOSED = 60;
