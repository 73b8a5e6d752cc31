/** What a campaign is called below its picture on a home screen. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { shortNameOf } from "#app/campaign/short-name.ts";

test.each([
  ["Our Demands", "Our Demands"],
  ["Solidarity with Kazakhstan", "Solidarity"],
  ["Demands for a Free Kazakhstan", "Demands"],
  ["Act now! For Kazakhstan", "Act now"],
  ["Свобода для Казахстану", "Свобода"],
  ["За вільний Казахстан", "За вільний"],
  ["Қазақстанға бостандық", "Қазақстанға"],
  ["Кыргызстандын эркиндиги", undefined],
])("“%s” is “%s” in short", (name, short) => {
  expect(shortNameOf(name)).toBe(short);
});

test("a short name is at most twelve letters from the beginning of the name", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 9 }), { minLength: 1 }), (words) => {
      const name = words.join(" ").normalize("NFC");
      const short = shortNameOf(name);
      if (short === undefined) return;
      expect([...short].length).toBeLessThanOrEqual(12);
      expect(name.replace(/\s+/g, " ").startsWith(short.replace(/\s+/g, " "))).toBe(true);
    }),
  );
});
