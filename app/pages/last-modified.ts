/** The date of an answer, which counts whole seconds, while several changes may fall into one. */

/** In milliseconds: so long after its moment a change may still be on its way into the database. */
const SETTLED = 5_000;

/**
 * What `Last-Modified` may say. Whoever has an answer from before the last change of a second asks with its
 * date (RFC 9110, section 8.8.2), so until no other can follow in that second the date is the one before.
 * @param changed when what is shown was last changed
 * @param now before it was read
 */
export const lastModified = (changed: Date, now: Date): Date =>
  now.getTime() - changed.getTime() < SETTLED ? new Date(changed.getTime() - 1_000) : changed;
