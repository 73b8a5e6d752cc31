/** When people sign: many at the beginning and when something happens, more at weekends and in the evening. */
import { type Chance, weighed } from "./chance.ts";

export const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** How long the sample's campaign has been going on, in days; some people sign today. */
export const DAYS = 63;
/** How many days ago its letter was counted and sent. */
export const LETTER_AGO = 45;
/** How many days ago a member answered. */
export const ANSWER_AGO = 21;

/** What a day adds at first, how long it lasts in days, and how long ago it was. */
const events = [
  [9, 4, DAYS],
  [5, 3, LETTER_AGO],
  [3.5, 2.5, ANSWER_AGO],
] as const;

const isWeekend = (day: number) => [0, 6].includes(new Date(day).getUTCDay());

function weightOf(midnight: number, ago: number): number {
  const stirred = events.map(([height, lasts, began]) =>
    ago < began ? height * Math.exp((ago - began) / lasts) : 0,
  );
  const plain = stirred.reduce((sum, one) => sum + one, 1);
  return isWeekend(midnight) ? plain * 1.3 : plain;
}

/** By the hour of the day. */
const hours = [
  3, 2, 1, 1, 1, 2, 5, 9, 12, 13, 13, 12, 14, 13, 11, 11, 12, 15, 18, 20, 20, 17, 12, 7,
];

/** @returns draws moments before `now` */
export function momentsBefore(now: Date, chance: Chance): () => Date {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const days = Array.from({ length: DAYS }, (_, ago) => {
    const midnight = today - ago * DAY;
    return [midnight, weightOf(midnight, ago)] as const;
  });
  const drawDay = weighed(chance, days);
  const drawHour = weighed(
    chance,
    hours.map((weight, hour) => [hour, weight] as const),
  );
  return () => {
    const moment = drawDay() + drawHour() * HOUR + chance() * HOUR;
    // what has not come yet today was yesterday
    const past = moment > now.getTime() - 2 * MINUTE ? moment - DAY : moment;
    return new Date(Math.floor(past));
  };
}
