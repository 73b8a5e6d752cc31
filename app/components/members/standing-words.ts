/** Where a member stands towards a demand, in the reader's words. */
import type { Standing } from "../../answers/record/standing.ts";
import type { LocaleCode } from "#db/schema.ts";
import { formatDate } from "../../words/format.ts";
import type { Words } from "../../words/en.ts";

export function standingWords({ members: t }: Words, locale: LocaleCode, standing: Standing) {
  switch (standing.kind) {
    case "answered":
      return `${t.stances[standing.stance]}, ${formatDate(locale, standing.on)}`;
    case "acknowledged":
      return t.acknowledged(formatDate(locale, standing.on));
    case "asked":
      return t.asked(formatDate(locale, standing.on));
    case "maybe-asked":
      return t.askedMaybe(formatDate(locale, standing.on));
    case "on-its-way":
      return t.askedSoon;
    case "no-address":
      return t.unreachable;
    case "not-asked":
      return t.notAsked;
  }
}
