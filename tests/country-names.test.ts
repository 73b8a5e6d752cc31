import fs from "node:fs";

import { expect, test } from "vitest";

import { countryName, isCountry, listCountries } from "#app/places/country.ts";

const real = "../shared/reference/petition-700143.json";

test("countries have the names by which programs know them, and no sign of a list for machines", () => {
  const names = {
    BS: "The Bahamas",
    CD: "Congo (Democratic Republic)",
    CI: "Ivory Coast",
    CW: "Curaçao",
    CZ: "Czechia",
    GB: "United Kingdom",
    HK: "Hong Kong",
    MM: "Myanmar (Burma)",
    MO: "Macao",
    PS: "The Occupied Palestinian Territories",
    RE: "Réunion",
    SZ: "Eswatini",
    TR: "Turkey",
    VC: "St Vincent",
  };
  const ours = Object.keys(names).map((code) => [code, countryName(code, "en")]);
  expect(Object.fromEntries(ours)).toEqual(names);
  const odd = listCountries("en").filter(
    ({ code, name }) => /SAR| - |’|\.|&/.test(name) && code !== "PM",
  );
  expect(odd).toEqual([]);
});

test("Kosovo can be chosen, and has its name in every language", () => {
  expect(isCountry("XK")).toBe(true);
  const named = (locale: string) => listCountries(locale).find(({ code }) => code === "XK")?.name;
  expect(["en", "uk", "kk", "ru"].map(named)).toEqual(["Kosovo", "Косово", "Косово", "Косово"]);
});

test("Hong Kong and Macao are named without a state in every language", () => {
  const named = (locale: string) => ["HK", "MO"].map((code) => countryName(code, locale));
  expect(named("uk")).toEqual(["Гонконг", "Макао"]);
  expect(named("kk")).toEqual(["Сянган", "Макао"]);
  expect(named("ru")).toEqual(["Гонконг", "Макао"]);
});

test.skipIf(!fs.existsSync(real))(
  "a real answer of petition.parliament.uk has the same names (needs ../shared/reference)",
  () => {
    const { data } = JSON.parse(fs.readFileSync(real, "utf8")) as {
      data: { attributes: { signatures_by_country: { code: string; name: string }[] } };
    };
    const theirs = data.attributes.signatures_by_country.filter(({ code }) => isCountry(code));
    expect(theirs.length).toBeGreaterThan(100);
    for (const { code, name } of theirs) expect(countryName(code, "en")).toBe(name);
  },
);
