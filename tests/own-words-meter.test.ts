/** How much of a letter is its writer's own, in figures; which words hold it back; what its form takes. */
import { createHmac } from "node:crypto";

import fc from "fast-check";
import { expect, test } from "vitest";

import { readLetter } from "#app/write/letter-form.ts";
import { firstAsk, letterText, ownWords } from "#app/write/letter-text.ts";
import { measure, shinglesOf, sketchOf } from "#app/write/meter.ts";
import { threatens } from "#app/write/threats.ts";

const hash = (run: string) => createHmac("sha256", "key").update(run).digest("hex").slice(0, 16);
const demand =
  "Free everybody who was imprisoned for taking part in peaceful protests, and let independent lawyers see them.";
const own =
  "My sister teaches in Almaty. In January she could not reach her school for a week, and a pupil of hers has not come home since.";

const percentOf = (text: string, other: string) => {
  const whole = measure(text, [{ shingles: shinglesOf(other) }], hash).share;
  const sketched = measure(text, [{ sketch: sketchOf(other, hash) }], hash).share;
  // of so short a text the sketch holds everything
  expect(sketched).toBe(whole);
  return Math.round(whole * 100);
};

test("containment is the share of runs of four words that stand in the other text too", () => {
  const figures: [text: string, other: string, percent: number][] = [
    [own, demand, 0],
    [demand, demand, 100],
    // marks, case and line ends are no words
    [demand.toUpperCase().replaceAll(" ", "\n"), demand, 100],
    [`${demand} ${own}`, demand, 35],
    [own, `${demand} ${own}`, 100],
    // one word put in breaks the four runs that it falls into
    [demand.replace("peaceful", "peaceful and legal"), demand, 69],
    ["Free everybody now", demand, 0],
    // marks that nobody sees make no other words
    [demand.replaceAll("e", "\u200be\u00ad"), demand, 100],
    ["", demand, 0],
    [
      "Звільніть усіх, кого ув’язнили за мирний протест",
      "звільніть усіх кого увʼязнили за мирний протест!",
      100,
    ],
  ];
  expect(figures.map(([text, other]) => percentOf(text, other))).toEqual(
    figures.map(([, , percent]) => percent),
  );
});

test("copied phrases are shown from a half on, and the pieces are the letter", () => {
  const text = `${demand} I agree with every word of it.`;
  const { share, pieces } = measure(text, [{ shingles: shinglesOf(demand) }], hash);
  expect(share).toBeGreaterThan(0.5);
  expect(pieces).toEqual([
    { text: demand.slice(0, -1), copied: true },
    { text: ". I agree with every word of it.", copied: false },
  ]);
  expect(measure(own, [{ shingles: shinglesOf(demand) }], hash).pieces).toEqual([
    { text: own, copied: false },
  ]);
});

test("whatever is typed, the share is between none and all, and nothing of the letter is lost", () => {
  const words = fc
    .array(fc.constantFrom("we", "ask", "you", "to", "free", "them", "now", "—", "\n"), {
      maxLength: 60,
    })
    .map((all) => all.join(" "));
  fc.assert(
    fc.property(words, words, (text, other) => {
      const { share, pieces } = measure(text, [{ sketch: sketchOf(other, hash) }], hash);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }),
  );
});

test("of a long letter 128 hashes are kept, and tell the share within a few hundredths", () => {
  const long = Array.from({ length: 2_000 }, (_, index) => `word${index}`);
  const sketch = sketchOf(long.join(" "), hash);
  expect(sketch).toHaveLength(128);
  const half = [...long.slice(0, 1_000), ...long.slice(0, 1_000).map((word) => `${word}x`)];
  const { share } = measure(half.join(" "), [{ sketch }], hash);
  expect(share).toBeGreaterThan(0.42);
  expect(share).toBeLessThan(0.58);
});

test("what threatens somebody is held, and what tells of threats is not", () => {
  const threats = [
    "I will k\u200bill you",
    "I'm going to kill\nyou",
    "I know where you live",
    "You will all hang for this",
    "you should be shot",
    "Watch your back",
    "I hope you die",
    "somebody will burn your house",
  ];
  const letters = [
    own,
    "The police said they would shoot us, and my uncle was killed in January.",
    "They beat him and threatened to kill his family.",
    "I will get your answer to my neighbours. I hope you will act before more people die.",
    "I hope to find you well.",
    "I want to get your office to reply.",
    "We know where the money is, and you can find out.",
    "They told my brother that he will hang.",
  ];
  expect(threats.filter((text) => !threatens(text))).toEqual([]);
  expect(letters.filter((text) => threatens(text))).toEqual([]);
});

test("the letter is what was typed between a greeting and the writer's address", () => {
  const letter = {
    ...{ name: "Ann O’Neil", email: "ann@example.org", address: "1 High Street\nExampleton" },
    ...{ postcode: "SW1A1AA", title: "Free them", member: "Alex Example", constituency: "North" },
    ...{ ask: firstAsk("Free them"), why: own, refusal: null },
  };
  expect(letterText(letter)).toBe(
    `Dear Alex Example,\n\nWill you say in public whether you support “Free them”?\n\n${own}\n\nYours sincerely,\n\nAnn O’Neil\n1 High Street\nExampleton\nSW1A 1AA`,
  );
  // the question that stood there is nobody's own, and no copy
  expect(ownWords(letter)).toBe(own);
  expect(ownWords({ ...letter, ask: "Will you meet me?" })).toContain("Will you meet me?");
});

test("the form asks for a full address and for words of one's own", () => {
  const filled = {
    ...{ name: "Ann", address: "1 High Street, Exampleton", postcode: "sw1a1aa" },
    ...{ demand: "one", ask: "Will you?", why: own },
  };
  const problemsOf = (typed: Partial<typeof filled>) =>
    readLetter(new URLSearchParams({ ...filled, ...typed })).problems;
  expect(problemsOf({})).toEqual({});
  expect(readLetter(new URLSearchParams(filled)).written?.postcode).toBe("SW1A1AA");
  expect(problemsOf({ address: "Exampleton" })).toEqual({ address: "address-part" });
  expect(problemsOf({ address: "" })).toEqual({ address: "address-missing" });
  expect(problemsOf({ postcode: "Kyiv" })).toEqual({ postcode: "postcode-needed" });
  expect(problemsOf({ why: " " })).toEqual({ why: "why-missing" });
  expect(problemsOf({ why: "x".repeat(4_001) })).toEqual({ why: "why-long" });
  for (const odd of ["a\0b", "a\u202eb", "a\u2067b", "a\u0007b", "a\u0085b"])
    expect(problemsOf({ ask: odd, why: odd, address: `1 High Street, ${odd}` })).toEqual({
      ...{ ask: "text-odd", why: "text-odd", address: "text-odd" },
    });
  expect(problemsOf({ why: "One\r\n\ttwo" })).toEqual({});
});
