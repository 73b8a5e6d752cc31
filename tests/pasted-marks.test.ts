/** What is pasted carries marks that nobody sees: they are taken off, and nobody's keyboard is blamed. */
import { expect, test } from "vitest";

import { readMemberEmail } from "#app/members/member.ts";
import { readPostcode } from "#app/places/postcode.ts";
import { readAddress } from "#app/signatures/address.ts";
import { readName } from "#app/signatures/name.ts";
import { finder, readSearch } from "#app/words/typed/search.ts";

const unseen = [
  ..."\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c",
  ..."\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206f\u3164\ufe0e\ufe0f\ufeff",
  ..."\ufff9\ufffc\u{e0001}\u{e0041}\u{e007f}\u{e0100}",
];
const spaces = [..." \u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u202f\u205f\u3000\t"];

test("marks that nobody sees are taken off an address, wherever they stand", () => {
  for (const mark of unseen) {
    const typed = `${mark}ann${mark}@exam${mark}ple.org${mark}`;
    expect([mark, readAddress(typed)]).toEqual([
      mark,
      { address: "ann@example.org", domain: "example.org" },
    ]);
  }
  for (const space of spaces)
    for (const typed of [
      `${space}ann@example.org${space}${space}`,
      `ann${space}@${space}example.org`,
    ])
      expect(readAddress(typed)).toMatchObject({ address: "ann@example.org" });
});

test("an address is taken out of what is copied along with it", () => {
  for (const typed of [
    "mailto:ann@example.org",
    "mailto://ann@example.org",
    "MAILTO:ann@example.org?subject=Hello%20Ann",
    "<ann@example.org>",
    "<mailto:ann@example.org>",
    "(ann@example.org).",
    "ann@example.org.",
    "ann@example.org,",
    "ann@example.org;",
    "ann@example.org:",
    "“ann@example.org”",
    "«ann@example.org»",
    '"ann@example.org"',
    "'ann@example.org'",
    "‘ann@example.org’,",
    "[ann@example.org]",
    "ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    "ann@example。org",
  ])
    expect([typed, readAddress(typed)]).toEqual([
      typed,
      { address: "ann@example.org", domain: "example.org" },
    ]);
  expect(readAddress("o’neil@example.org")).toMatchObject({ address: "o'neil@example.org" });
  expect(readAddress("ann@пример.рф")).toMatchObject({ address: "ann@xn--e1afmkfd.xn--p1ai" });
});

test("an address that may be another one is refused, and only letters blame the keyboard", () => {
  const problemOf = (typed: string) => readAddress(typed) as unknown;
  for (const typed of [
    "Ann <ann@example.org>",
    "Ann ann@example.org",
    "ann@example.org ben@example.org",
    "ann@example.org,ben@example.org",
    "ann smith@example.org",
    "ann\u00a0smith@example.org",
    "\u202eann@example.org",
    "ann@example.org\r\nBcc: x@y.example",
    ".ann@example.org",
    "ann.@example.org",
    "a\u0000nn@example.org",
    "ann@example.org Smith",
    "ann😀@example.org",
  ])
    expect([typed, problemOf(typed)]).toEqual([typed, { problem: "email-form" }]);
  for (const typed of ["\u0430dmin@example.org", "анна@example.org", "ánn@example.org"])
    expect(problemOf(typed)).toEqual({ problem: "email-letters" });
  for (const typed of ["\u200b\ufeff", "\u00a0", "\u2060 \u3000", "<>", "mailto:"])
    expect(problemOf(typed)).toEqual({ problem: "email-missing" });
});

test("marks that nobody sees are taken off a name", () => {
  for (const mark of unseen)
    for (const typed of [`${mark}Ann O'Neil${mark}`, `Ann ${mark}${mark}O'Neil`])
      expect([mark, readName(typed)]).toEqual([mark, { name: "Ann O'Neil" }]);
  for (const mark of unseen.filter((one) => !/[\u200c\u200d]/.test(one)))
    expect([mark, readName(`An${mark}n`)]).toEqual([mark, { name: "Ann" }]);
  for (const space of spaces)
    expect(readName(`${space}Ann${space}${space}O'Neil${space}`)).toEqual({ name: "Ann O'Neil" });
  for (const typed of ["\u200b\u200b\u2060", "\u2800\u00a0", "\u3164", "\u{e0041}", "\u200d\u200c"])
    expect(readName(typed)).toEqual({ problem: "name-missing" });
});

test("a joiner between the letters of a name is a letter's shape and stays", () => {
  for (const name of [
    "علی‌رضا", // Alireza, Persian, with a non-joiner
    "ශ්‍රී ලංකා", // Sri, Sinhala, with a joiner
    "കാര്‍ത്തിക്", // Karthik, Malayalam, a chillu by a joiner
    "സുധീര്‍", // Sudheer, Malayalam, which ends in one
    "ক্‍ষমা", // Bengali
    "नरेन्‍द्र", // Devanagari, a half form by a joiner
    "ᠮᠣᠩᠭᠣᠯ᠎ᠠ", // Mongolian with its vowel separator
    "葛󠄀城", // a Japanese family's own form of the first character
  ])
    expect(readName(`\u200d\u200f ${name} \u200d\u202c`)).toEqual({ name });
  expect(readName("علی‌‌رضا")).toEqual({ name: "علی‌رضا" });
});

test("what turns text around is refused in a name, and plain right-to-left names pass", () => {
  for (const typed of ["\u202eevil\u202c", "Ann\u202d", "\u202dAnn\u202c"])
    expect(readName(typed)).toEqual({ problem: "name-characters" });
  expect(readName("\u2067محمد\u2069 \u202bعلي\u202c")).toEqual({ name: "محمد علي" });
});

test("a postcode and a search are read without marks that nobody sees", () => {
  for (const mark of [...unseen, ...spaces]) {
    expect([mark, readPostcode(`${mark}SW1A${mark}1A${mark}A${mark}`)]).toEqual([mark, "SW1A1AA"]);
    expect([mark, readSearch(`${mark}Leeds${mark} ${mark}East${mark}`)]).toEqual([
      mark,
      "leeds east",
    ]);
  }
  expect(finder("ynys m\u00adon")("Ynys Mo\u00adn")).toBe(true);
});

test("a list of members gives addresses as people paste them", () => {
  for (const text of [
    "<mailto:ann@example.org>,",
    "\u200bann@example.org\u00a0",
    "Ann: ann@example.org.",
  ])
    expect(readMemberEmail(text)).toBe("ann@example.org");
});
