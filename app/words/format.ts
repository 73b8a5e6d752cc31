/** Dates and shares in the reader's language. */
import type { LocaleCode } from "#db/schema.ts";

/** A day such as "8 January 2022"; a `YYYY-MM-DD` or a moment, shown in London time. */
export function formatDate(locale: LocaleCode, date: Date | string): string {
  const isDay = typeof date === "string" && date.length === 10;
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    dateStyle: "long",
    timeZone: isDay ? "UTC" : "Europe/London",
  }).format(typeof date === "string" ? new Date(date) : date);
}

/** A share such as "0.13%". */
export function formatShare(locale: LocaleCode, share: number): string {
  return new Intl.NumberFormat(locale === "en" ? "en-GB" : locale, {
    style: "percent",
    maximumSignificantDigits: 2,
  }).format(share);
}

export function formatNumber(locale: LocaleCode, value: number): string {
  return new Intl.NumberFormat(locale === "en" ? "en-GB" : locale).format(value);
}
