/** A region's or a party's name in the reader's language, or in English, which it says. */
import { useSite } from "../../pages/site.tsx";
import { partyName, regionName } from "../../words/names/known-names.ts";

export function RegionName({ of }: { of: string }) {
  const { name, lang } = regionName(useSite().locale, of);
  return lang ? <span lang={lang}>{name}</span> : name;
}

export function PartyName({ of }: { of: string }) {
  const { name, lang } = partyName(useSite().locale, of);
  return lang ? <span lang={lang}>{name}</span> : name;
}
