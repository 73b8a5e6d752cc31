/** Rows in the order of the names that readers see, which each language has of its own. */
import type { LocaleCode } from "#db/schema.ts";

/** One is dear to make: each is made once for a language. */
const collators = new Map<LocaleCode, Intl.Collator>();

function collatorOf(locale: LocaleCode): Intl.Collator {
  let collator = collators.get(locale);
  if (!collator) collators.set(locale, (collator = new Intl.Collator(locale)));
  return collator;
}

/** @param nameOf is asked once of each row @returns the rows by name, those that are given untouched */
export function byName<Row>(
  locale: LocaleCode,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Row[] {
  const { compare } = collatorOf(locale);
  return rows
    .map((row) => ({ row, name: nameOf(row) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ row }) => row);
}
