/** For what happens again and again while something is broken: the log says it once a minute. */

const MINUTE = 60_000;

/** Writes a line of the log. */
export type Say = (fields: object, message: string) => void;

/** @returns the same, of each message at most one a minute */
export function sayRarely(say: Say): Say {
  const saidAt = new Map<string, number>();
  return (fields, message) => {
    const now = performance.now();
    if (now - (saidAt.get(message) ?? -Infinity) < MINUTE) return;
    saidAt.set(message, now);
    say(fields, message);
  };
}
