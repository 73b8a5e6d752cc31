/** What is wrong with a table of sitting dates, and what is merely unlikely. */
import type { Row } from "#db/schema.ts";

import { shorten } from "../shorten.ts";

type Period = Row<"sitting_period">;

const DAY = 86_400_000;
/** No recess or session's part is longer; a wrong year is. */
const LONGEST = 200;

const nameOf = ({ name, from_on, to_on }: Period) => `${name}, ${from_on} to ${to_on}`;
const daysIn = ({ from_on, to_on }: Period) => (Date.parse(to_on) - Date.parse(from_on)) / DAY + 1;

export const brokenIn = (periods: readonly Period[]): string[] =>
  shorten(
    periods
      .filter(({ from_on, to_on }) => from_on > to_on)
      .map((one) => `It ends before it begins: ${nameOf(one)}.`),
  );

/**
 * @param stored of the same legislatures
 * @param today `YYYY-MM-DD`
 */
export function doubtsAboutSittings(
  wanted: readonly Period[],
  stored: readonly Period[],
  today: string,
): string[] {
  const long = wanted
    .filter((one) => daysIn(one) > LONGEST)
    .map((one) => `It is longer than ${LONGEST} days: ${nameOf(one)}.`);
  const isToCome = ({ to_on }: Period) => to_on >= today;
  const houses = new Set(wanted.map(({ legislature_id }) => legislature_id));
  const past = [...houses]
    .filter((house) => stored.some((one) => one.legislature_id === house && isToCome(one)))
    .filter((house) => !wanted.some((one) => one.legislature_id === house && isToCome(one)))
    .map((house) => `Every period of ${house} is over, and those to come that are kept would go.`);
  return [...shorten(long), ...past];
}
