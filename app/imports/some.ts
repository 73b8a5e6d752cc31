/** A number with its noun, which people read in the singular where it is one. */

export const say = (number: number): string => number.toLocaleString("en-GB");

/** `some(1, "seat is", "seats are")`: “1 seat is”. */
export const some = (number: number, one: string, more: string): string =>
  `${say(number)} ${number === 1 ? one : more}`;

/** `someOf(1, 650, ["seat", "seats"], ["is", "are"])`: “1 of 650 seats is”. */
export const someOf = (
  number: number,
  all: number,
  [one, more]: readonly [string, string],
  [does, doMore]: readonly [string, string],
): string => `${say(number)} of ${some(all, one, more)} ${number === 1 ? does : doMore}`;
