import { expect, test } from "vitest";

import { readPostcode, showPostcode } from "#app/places/postcode.ts";

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
    "SW1A-1AA",
    "SW1A1AA\u0000",
  ])
    expect(readPostcode(typed)).toBeUndefined();
});

test("letters and digits beyond ASCII are refused", () => {
  const typed = [
    "\uff11\uff12\uff13",
    "SW\uff11A 1AA",
    "\uff33W1A 1AA",
    "\u017fW1A 1AA",
    "SW1\u0410 1AA",
  ];
  expect(typed.map(readPostcode)).toEqual(typed.map(() => undefined));
});
