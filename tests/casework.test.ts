import { expect, test } from "vitest";

import { caseworkIn, type CaseworkSign } from "#app/answers/casework.ts";

const known = ["Ann Example", "Sam Sender"];

const private_: [string, CaseworkSign[]][] = [
  ["She lives at 4 High Street, LS2 9JT.", ["postcode"]],
  ["write to sw1a1aa please", ["postcode"]],
  ["at EC1A 1BB, London", ["postcode"]],
  ["call 0113 496 0000", ["telephone"]],
  ["on (0113) 496-0000", ["telephone"]],
  ["ring +44 (0)113 496 0000", ["telephone"]],
  ["07700 900123 any time", ["telephone"]],
  ["+380 44 123 45 67", ["telephone"]],
  ["Your constituent Jane Smith wrote to me.", ["constituent"]],
  ["my constituent, called Olha Петренко, asks", ["constituent"]],
  ["Thank you for writing about Mrs Jones’s visa.", ["constituent"]],
  ["I write on behalf of Peter O’Neill.", ["constituent"]],
  ["Jane Smith, a constituent of mine, came to see me.", ["constituent"]],
  ["Dear Jane,\n\nthank you", ["constituent"]],
  ["Mr Smith of LS2 9JT, 0113 496 0000", ["postcode", "telephone", "constituent"]],
];

const harmless = [
  "",
  "I support this demand and have said so in the House.",
  "Ann Example MP\nHouse of Commons, London SW1A 0AA\n020 7219 3000",
  "Tel: +44 20 7219 3000",
  "Dear Sam, I oppose this.",
  "Dear Sir or Madam, I decline to say.",
  "My constituents have asked me about this. I told them on 12 March 2026.",
  "In my constituency 12,345 people signed; 1,234 of them since 2025-06-07.",
  "The Bill of 2023 cost 1000000000 pounds; see section 20 3.",
  "Dr Example has answered before.",
];

test("a postcode, a telephone number and a constituent’s name are signs of casework", () => {
  for (const [text, signs] of private_)
    expect([text, caseworkIn(text, known)]).toEqual([text, signs]);
});

test("an answer without them has no sign, nor have the member’s own name and Parliament’s address", () => {
  for (const text of harmless) expect([text, caseworkIn(text, known)]).toEqual([text, []]);
});

test("a text of any length is read quickly", () => {
  for (const piece of ["0", "0 ", "A1 ", "Dear A", "Jane ", "+44 (", "Mr "])
    expect(caseworkIn(piece.repeat(20_000), known)).toBeInstanceOf(Array);
});
