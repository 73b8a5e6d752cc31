/** Numbers, dates and shares in the reader's language. */
import type { LocaleCode } from "#db/schema.ts";

/**
 * Where the House sits: a day of a deadline, a chart or a record begins and ends at its midnight. Counts of
 * older times are kept by whole hours of UTC; a zone that is off by a part of one would need finer ones.
 */
export const TIME_ZONE = "Europe/London";

const sortable = new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE });

/** The legislature's day of a moment, `YYYY-MM-DD`. */
export const dayOf = (moment: Date): string => sortable.format(moment);

/** A formatter is dear to make and cheap to use: each is made once for a language. */
function inEach<Formatter>(make: (tag: string) => Formatter): (locale: LocaleCode) => Formatter {
  const made = new Map<LocaleCode, Formatter>();
  return (locale) => {
    let formatter = made.get(locale);
    if (!formatter) made.set(locale, (formatter = make(locale === "en" ? "en-GB" : locale)));
    return formatter;
  };
}

const dates = (timeZone: string) =>
  inEach((tag) => new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone }));
const days = dates("UTC");
const moments = dates(TIME_ZONE);
const numbers = inEach((tag) => new Intl.NumberFormat(tag));
const shares = Array.from({ length: 7 }, (_, digits) =>
  inEach(
    (tag) =>
      new Intl.NumberFormat(tag, {
        ...{ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits },
      }),
  ),
);

/** A day such as "8 January 2022"; a `YYYY-MM-DD`, or the legislature's day of a moment. */
export function formatDate(locale: LocaleCode, date: Date | string): string {
  const isDay = typeof date === "string" && date.length === 10;
  const formatter = (isDay ? days : moments)(locale);
  return formatter.format(typeof date === "string" ? new Date(date) : date);
}

const times = inEach(
  (tag) =>
    new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short", timeZone: TIME_ZONE }),
);

/** A moment on the legislature's clock, such as "8 January 2022 at 14:00". */
export const formatMoment = (locale: LocaleCode, moment: Date): string =>
  times(locale).format(moment);

/** Days such as "8–14 January 2022"; one alone where they are the same. @param from and `to`: `YYYY-MM-DD` */
export const formatDays = (locale: LocaleCode, from: string, to: string): string =>
  days(locale).formatRange(new Date(from), new Date(to));

const tickFormats = [
  { upTo: 100, options: { day: "numeric", month: "short" } },
  { upTo: 800, options: { month: "short", year: "numeric" } },
  { upTo: Infinity, options: { year: "numeric" } },
] as const;
const ticks = tickFormats.map(({ upTo, options }) => ({
  upTo,
  format: inEach((tag) => new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" })),
}));

/** A day on the axis of a chart, as exactly as so many days need it. */
export const formatTick = (locale: LocaleCode, day: Date, shown: number): string =>
  ticks
    .find(({ upTo }) => shown <= upTo)!
    .format(locale)
    .format(day);

/** After the point of a share in hundredths, so that it has so many digits that tell; 0 needs none. */
function digitsOf(share: number, telling: number): number {
  const hundredths = Number((100 * share).toPrecision(telling));
  if (hundredths === 0) return 0;
  const digits = telling - 1 - Math.floor(Math.log10(Math.abs(hundredths)) + 1e-9);
  return Math.min(shares.length - 1, Math.max(0, digits));
}

/** A share such as "0.13%" or "0.030%": two digits that tell. */
export const formatShare = (locale: LocaleCode, share: number): string =>
  shares[digitsOf(share, 2)]!(locale).format(share);

/**
 * Shares that stand together have as many digits after the point: two that tell of the largest, and one of the
 * smallest.
 */
export function sharesFormat(
  locale: LocaleCode,
  together: readonly number[],
): (share: number) => string {
  const some = together.filter((share) => share > 0);
  const digits =
    some.length === 0
      ? 0
      : Math.max(digitsOf(Math.max(...some), 2), digitsOf(Math.min(...some), 1));
  const formatter = shares[digits]!(locale);
  return (share) => formatter.format(share);
}

export const formatNumber = (locale: LocaleCode, value: number): string =>
  numbers(locale).format(value);
