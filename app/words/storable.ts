/** What of a text can be kept. */

/** Postgres refuses NUL, and changes lone surrogates without a word. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** One line of what another program said, cut to `most` UTF-16 units, without what nobody can read. */
export const shortLine = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, " ")
    .trim();
