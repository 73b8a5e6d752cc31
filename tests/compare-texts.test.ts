import fc from "fast-check";
import { expect, test } from "vitest";

import { compareTexts, type Piece } from "#app/words/compare-texts.ts";

const own = (pieces: readonly Piece[]) =>
  pieces.filter((piece) => piece.own).map(({ text }) => text);

test("only the words that differ are marked, on the side that has them", () => {
  const found = compareTexts(
    "Dear MP,\n\nwill you raise it in May?\n",
    "Dear MP,\n\nwill you vote for it in May?\n",
  );
  expect(own(found.left)).toEqual(["raise "]);
  expect(own(found.right)).toEqual(["vote for "]);
});

test("what is added at the end of a line leaves its last word unmarked", () => {
  const found = compareTexts("Free the prisoners\nNow", "Free the prisoners at once\nNow");
  expect(own(found.left)).toEqual([]);
  expect(own(found.right)).toEqual([" at once"]);
});

test("a paragraph put in leaves those around it unmarked", () => {
  const found = compareTexts("One.\n\nThree.", "One.\n\nTwo.\n\nThree.");
  expect(own(found.left)).toEqual([]);
  expect(own(found.right).join("")).toBe("Two.\n\n");
});

test("texts that are the same have no marks, and those that share nothing are marked whole", () => {
  expect(compareTexts("a b\nc", "a b\nc").left).toEqual([{ text: "a b\nc", own: false }]);
  expect(compareTexts("", "x y")).toEqual({ left: [], right: [{ text: "x y", own: true }] });
});

test("each side’s pieces make up its text, and what is not marked is the same in both", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", " ", "\n"), { maxLength: 30 });
  const join = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join("");
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [left, right] = [one.join(""), other.join("")];
      const found = compareTexts(left, right);
      expect([join(found.left), join(found.right)]).toEqual([left, right]);
      const common = (pieces: readonly Piece[]) => join(pieces.filter((piece) => !piece.own));
      expect(common(found.left)).toBe(common(found.right));
    }),
  );
});

test("the longest letters are compared too, or marked whole", () => {
  const long = (word: string) => `${word} `.repeat(5_000);
  const found = compareTexts(`${long("a")}x ${long("b")}`, `${long("b")}y ${long("a")}`);
  expect(found.left.map((piece) => piece.text).join("")).toHaveLength(20_002);
});
