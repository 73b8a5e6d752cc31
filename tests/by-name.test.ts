/** Lists of regions and parties in the order of the names that readers see. */
import { expect, test } from "vitest";

import { regionAsked, regionsOf } from "#app/places/region-rows.ts";
import { byName } from "#app/words/names/by-name.ts";
import { parties } from "#app/words/names/parties.ts";
import { partyName, regionName } from "#app/words/names/known-names.ts";
import { regions } from "#app/words/names/regions.ts";
import { locales } from "#app/words/locale.ts";

const areas = Object.keys(regions).map((region) => ({ region, electorate: 70_000 }));

test.each(locales)("regions and parties are in the order of the alphabet in %s", (locale) => {
  const { compare } = new Intl.Collator(locale);
  const shown = regionsOf(locale, areas).map(({ region }) => regionName(locale, region).name);
  expect(shown).toEqual(shown.toSorted(compare));
  let asked = 0;
  const labels = byName(locale, Object.keys(parties), (party) => {
    asked += 1;
    return partyName(locale, party).name;
  });
  const names = labels.map((party) => partyName(locale, party).name);
  expect(names).toEqual(names.toSorted(compare));
  expect(asked).toBe(labels.length);
});

test("Kazakh and Ukrainian letters stand where their alphabets have them", () => {
  expect(byName("kk", ["Уэльс", "Ұлыбритания", "Тараз", "Әулие"], (name) => name)).toEqual([
    ..."Әулие Тараз Уэльс Ұлыбритания".split(" "),
  ]);
  expect(byName("uk", ["Ярмут", "Йорк", "Іпсвіч", "Ґодстон", "Гаррогейт"], (name) => name)).toEqual(
    ["Гаррогейт", "Ґодстон", "Іпсвіч", "Йорк", "Ярмут"],
  );
});

test("a region is asked for by its English name and by the one of the page", () => {
  expect(regionAsked("uk", "шотландія", areas)).toBe("Scotland");
  expect(regionAsked("uk", "scotland", areas)).toBe("Scotland");
  expect(regionAsked("en", "шотландія", areas)).toBeUndefined();
  expect(regionAsked("en", "", areas)).toBeUndefined();
});
