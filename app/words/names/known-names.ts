/** Regions and parties that readers know by another name than the one that imports give, which is English. */
import type { LocaleCode } from "#db/schema.ts";

import type { KnownNames } from "./translated.ts";
import { parties } from "./parties.ts";
import { regions } from "./regions.ts";

/** A name as it is shown; `lang` where it is not in the language of the page. */
export interface ShownName {
  name: string;
  lang: "en" | undefined;
}

const shown =
  (known: KnownNames) =>
  (locale: LocaleCode, name: string): ShownName => {
    if (locale === "en") return { name, lang: undefined };
    const translated = Object.hasOwn(known, name) ? known[name]![locale] : undefined;
    return translated === undefined ? { name, lang: "en" } : { name: translated, lang: undefined };
  };

/** @param name as imports give it; one that is not known stays as it is, and says in which language that is */
export const regionName = shown(regions);
export const partyName = shown(parties);
