/** An import of constituencies in a few sentences. */
import { some } from "../some.ts";
import type { AreasImported } from "../write-areas.server.ts";

export function sayAreas({ added, changed, unchanged, unlisted }: AreasImported): string[] {
  return [
    added + changed === 0
      ? `Nothing changed: ${some(unchanged, "area is", "areas are")} as listed.`
      : `Areas added: ${added}, changed: ${changed}, unchanged: ${unchanged}.`,
    ...(unlisted > 0 ? [`Kept though not listed: ${unlisted}.`] : []),
  ];
}
