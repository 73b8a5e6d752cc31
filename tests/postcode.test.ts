import { expect, test } from "vitest";

import { isCountry } from "#app/places/country.ts";
import { countryOfPostcode, readPostcode, showPostcode } from "#app/places/postcode.ts";
import { postcodeProblem } from "#app/places/wrong-postcode.ts";

test("a postcode is kept in one compact form, whatever the case and the spaces", () => {
  for (const typed of ["sw1a 1aa", "SW1A1AA", "  Sw1A\t1aA ", "SW1A  1AA", "S W 1 A 1 A A"])
    expect(readPostcode(typed)).toBe("SW1A1AA");
});

test("every form of a postcode is read and shown as people write it", () => {
  for (const shown of [
    "M1 1AE",
    "B33 8TH",
    "W1A 0AX",
    "CR2 6XH",
    "DN55 1PT",
    "EC1A 1BB",
    "W1X 1AA",
    "BT1 5GS",
    "ZE1 0AA",
    "GIR 0AA",
    "NPT 0VA",
    "BFPO 57",
    "BFPO 1234",
    "BF1 2AT",
  ])
    expect(showPostcode(readPostcode(shown) ?? "")).toBe(shown);
});

test("a letter for a digit is refused, not corrected", () => {
  for (const typed of ["SWIA 1AA", "SW1A IAA", "SW1A 1A1", "5W1A 1AA", "M1 IAE", "BFPO O7"])
    expect(readPostcode(typed)).toBeUndefined();
});

test("what is not a UK postcode by form is refused", () => {
  for (const typed of [
    "",
    " ",
    "SW1A",
    "SW1A 1AA?x=http://169.254.169.254/",
    "SW1A 1AA SW1A 1AA",
    "QA1 1AA",
    "AI1 1AA",
    "SW1A 1AC",
    "12345",
    "75001 ",
    "BFPO",
    "BFPO 0",
    "BFPO 12345",
    "SW1A1AA\u0000",
  ])
    expect(readPostcode(typed)).toBeUndefined();
});

test("full-width letters and digits are read, and make no postcode of what is none", () => {
  expect(readPostcode("ＳＷ１Ａ　１ＡＡ")).toBe("SW1A1AA");
  expect(readPostcode("sw１a-1aa")).toBe("SW1A1AA");
  expect(readPostcode("１２３")).toBeUndefined();
});

test("whatever separates and surrounds the letters and digits is left out", () => {
  for (const typed of [
    ...["SW1A-1AA", "SW1A–1AA", "SW1A—1AA", "SW1A\u20111AA", "SW1A−1AA", "SW1A_1AA", "SW1A.1AA"],
    ...["SW1A/1AA", "SW1A\\1AA", "SW1A,1AA", "SW1A 1AA.", "SW1A 1AA,", "“SW1A 1AA”", "'SW1A 1AA'"],
    ...[
      "(SW1A 1AA)",
      "S.W.1.A 1.A.A.",
      "SW1A·1AA",
      "SW1A • 1AA",
      "SW1A|1AA",
      "`SW1A 1AA`",
      "SW1A+1AA",
    ],
    ...[
      "SW1A\u00a01AA",
      "SW1A\u202f1AA",
      "SW1A\n1AA",
      "\u202aSW1A 1AA\u202c",
      "SW1A 1AA;",
      "SW1A:1AA",
    ],
  ])
    expect([typed, readPostcode(typed)]).toEqual([typed, "SW1A1AA"]);
  for (const typed of ["B.F.P.O. 57", "BFPO-57", "bfpo57."])
    expect(readPostcode(typed)).toBe("BFPO57");
  expect(readPostcode(`SW1A${"-".repeat(100_000)}1AA`)).toBeUndefined();
});

test("what is said of a postcode that is none is what is wrong with it", () => {
  const said = {
    "postcode-digits": [
      "SWIA 1AA",
      "SW1A IAA",
      "SWIA-IAA",
      "M1 IAE",
      "SWlA 1AA",
      "BFP0 57",
      "BFPO I7",
      "W1A OAX",
      "0X1 1AA",
    ],
    "postcode-part": ["SW1A", "sw1a.", "M1", "EC1A 1", "SW1A 1A", "SW1A-1", "LS", "BFPO"],
    "postcode-letters": ["SW1\u0410 1AA", "СВ1А 1АА", "١٢٣", "Київ", "S\u0301W1A 1AA"],
    "postcode-eircode": ["D02 AF30", "d6w-xy00", "A65 F4E2", "T12\u00a0X70A"],
    "postcode-form": [
      "5W1A 1AA",
      "75001",
      "01001",
      "SW1A 1AC",
      "QA1 1AA",
      "London",
      "KY1-1001",
      "VG1110",
      "-",
      "SW1A 1AA SW1A 1AA",
      "I".repeat(5000),
    ],
  };
  for (const [problem, all] of Object.entries(said))
    for (const typed of all) {
      expect([typed, readPostcode(typed)]).toEqual([typed, undefined]);
      expect([typed, postcodeProblem(typed)]).toEqual([typed, problem]);
    }
});

test("a postcode outside the United Kingdom names its country, and no other does", () => {
  const known = {
    ...{ "JE2 3AB": "JE", "GY1 1AA": "GG", "GY10 1SA": "GG", "IM1 1AA": "IM", "im99-1pp": "IM" },
    ...{ "GX11 1AA": "GI", "FIQQ 1ZZ": "FK", "STHL 1ZZ": "SH", "ASCN 1ZZ": "SH", "TDCU 1ZZ": "SH" },
    ...{ "BBND 1ZZ": "IO", "BIQQ 1ZZ": "AQ", "SIQQ 1ZZ": "GS", "PCRN 1ZZ": "PN", "TKCA 1ZZ": "TC" },
  };
  for (const [typed, country] of Object.entries(known)) {
    expect([typed, countryOfPostcode(readPostcode(typed) ?? "")]).toEqual([typed, country]);
    expect(isCountry(country)).toBe(true);
  }
  for (const typed of [
    "SW1A 1AA",
    "BT1 5GS",
    "BF1 2AT",
    "BFPO 57",
    "G1 1AA",
    "GU1 1AA",
    "IP1 1AA",
    "IG1 1AA",
    "GIR 0AA",
  ])
    expect(countryOfPostcode(readPostcode(typed)!)).toBeUndefined();
  expect(readPostcode("ABCD 1ZZ")).toBeUndefined();
});

test("letters and digits beyond ASCII are refused", () => {
  const typed = [
    "\u017fW1A 1AA",
    "SW1\u0410 1AA",
    "SW\u0661A 1AA",
    "SW\u00b9A 1AA",
    "S\u0301W1A 1AA",
  ];
  expect(typed.map(readPostcode)).toEqual(typed.map(() => undefined));
});
