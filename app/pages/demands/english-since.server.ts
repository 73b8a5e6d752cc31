/** What of the English has changed since a translation was made. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { linesOfWords } from "../../demands/words.ts";
import { getEnglish } from "../../demands/writing/english.server.ts";
import { isOutdated, type KeptDemand } from "../../demands/writing/kept.server.ts";

/** @returns undefined where the translation is up to date, or missing */
export async function englishSince(db: Db, kept: KeptDemand, locale: LocaleCode) {
  if (!isOutdated(kept, locale)) return undefined;
  const before = await getEnglish(db, kept.id, kept.words[locale]!.englishRevision);
  return {
    before: before && linesOfWords(before, "en"),
    after: linesOfWords(kept.words.en, "en"),
  };
}
