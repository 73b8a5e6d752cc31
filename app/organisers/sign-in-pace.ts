/** When a sign-in mail leaves: at once, an hour after the one before, or not, for one is on its way. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Mails in a day that leave at once; what was signed in with was wanted, and counts no more. */
const AMPLE = 10;
/** Minutes that a mailed link opens. */
const SHORT = 10;
/** Where the next mail has to wait: it opens until that one is there, and a while longer. */
const LONG = 70;

/** What a day's mails are looked up by: those made before a clock was set back keep nobody waiting. */
export const dayAround = (now: Date): { from: Date; to: Date } => ({
  from: new Date(now.getTime() - DAY),
  to: new Date(now.getTime() + HOUR),
});

/**
 * Anybody can ask in an organiser's name, as often as they like. So asking is never refused but slows
 * down, and the newest link opens until the next one comes: whoever has the inbox has a way in.
 * @param unused when the mails leave or left whose links nobody signed in with, of `dayAround`
 * @returns when the next one leaves and how many minutes its link opens from then on; undefined while
 *   one is on its way
 */
export function nextSignInMail(
  unused: readonly Date[],
  now: Date,
): { at: Date; minutes: number } | undefined {
  if (unused.length < AMPLE)
    return { at: now, minutes: unused.length === AMPLE - 1 ? LONG : SHORT };
  const newest = Math.max(...unused.map((at) => at.getTime()));
  if (newest > now.getTime()) return undefined;
  return { at: new Date(Math.max(newest + HOUR, now.getTime())), minutes: LONG };
}
