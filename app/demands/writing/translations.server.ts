/** How far a demand is translated. */
import type { LocaleCode } from "#db/schema.ts";

import { locales } from "../../words/locale.ts";
import { isOutdated, type KeptDemand } from "./kept.server.ts";

/** All languages but English, which is authoritative. */
export const translated = locales.filter((locale) => locale !== "en");

export const translationsOf = (kept: KeptDemand) =>
  translated.map((locale): { locale: LocaleCode; state: "kept" | "missing" | "outdated" } => {
    if (!kept.words[locale]) return { locale, state: "missing" };
    return { locale, state: isOutdated(kept, locale) ? "outdated" : "kept" };
  });
