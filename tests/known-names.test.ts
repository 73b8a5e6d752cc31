/** Regions and parties in the reader's language, and what is not translated says so. */
import { expect, test } from "vitest";

import { partyName, regionName } from "#app/words/names/known-names.ts";

test("a region and a party have the name that readers know, in their language", () => {
  expect(regionName("en", "South East")).toEqual({ name: "South East", lang: undefined });
  expect(regionName("uk", "South East")).toEqual({
    name: "Південно-Східна Англія",
    lang: undefined,
  });
  expect(partyName("ru", "Labour")).toEqual({ name: "Лейбористская партия", lang: undefined });
});

test("a name that is not known stays English, and says so", () => {
  expect(partyName("kk", "Reform UK")).toEqual({ name: "Reform UK", lang: "en" });
  expect(partyName("kk", "constructor")).toEqual({ name: "constructor", lang: "en" });
  expect(regionName("en", "Cantons")).toEqual({ name: "Cantons", lang: undefined });
});
