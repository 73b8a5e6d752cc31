import { expect, test } from "vitest";

import { softenLong } from "#app/words/typography/hyphens.ts";
import { glue, glueAll, lengthOf, typeset } from "#app/words/typography/typeset.ts";

const parts = (text: string) => typeset(text).replaceAll("\u00ad", "-").replaceAll("\u00a0", "~");

test("a long word may part where its language parts it", () => {
  expect(parts("протестувальників")).toBe("про-тес-ту-валь-ни-ків");
  expect(parts("несправедливістю")).toBe("нес-пра-ве-дли-вістю");
  expect(parts("политзаключённых")).toBe("полит-за-клю-чён-ных");
  expect(parts("зараховуватимуться")).toBe("зара-хо-ву-ва-ти-муться");
  expect(parts("жауапкершіліктеріңізден")).toBe("жауап-кер-ші-лік-те-рі-ңіз-ден");
  expect(parts("Wolfeschlegelsteinhausenbergerdorff")).toBe(
    "Wol-feschlegel-stein-hausen-ber-ger-dorff",
  );
  expect(parts("disproportionately")).toBe("dispropor-tionately");
});

test("words that fit stay whole, and so do addresses", () => {
  for (const text of [
    "Демонстрантів",
    "Montgomeryshire",
    "a.montgomery-wolfeschlegelsteinhausen@constituencyconstituency.org",
    "https://example.org/wolfeschlegelsteinhausenbergerdorff",
    "constituencyconstituencies.example.org",
  ])
    expect(parts(text)).toBe(text);
  expect(softenLong("протестувальників")).toBe("протестувальників");
});

test("no line ends after a word of one letter, before a dash, or between a number and what it counts", () => {
  expect(parts("Свобода і право — за 30 днів у Києві")).toBe(
    "Свобода і~право~— за 30~днів у~Києві",
  );
  expect(parts("A demand of 5 MPs")).toBe("A demand of 5~MPs");
  expect(glue("5 MPs, А і Б")).toBe("5 MPs, А\u00a0і\u00a0Б");
  expect(glue("10 000-ға жуық")).toBe("10 000-\u2060ға жуық");
  const words = glueAll({
    lead: "Я і Ви",
    steps: ["5 днів"],
    of: (n: number) => ({ sum: `${n} підписів` }),
  });
  expect(words).toMatchObject({ lead: "Я\u00a0і\u00a0Ви", steps: ["5\u00a0днів"] });
  expect(words.of(7).sum).toBe("7\u00a0підписів");
});

test("a heading is set smaller for its longest word, and for its length", () => {
  expect(lengthOf("Free the prisoners")).toBeUndefined();
  expect(lengthOf("Demonstration 2026")).toBe("long-word");
  expect(lengthOf("Montgomeryshire")).toBe("longer-word");
  expect(lengthOf("протестувальників")).toBe("longest-word");
  expect(lengthOf("Wolfeschlegelsteinhausenbergerdorff")).toBe("longer-word");
  expect(lengthOf("Let the people of the whole land speak freely")).toBe("long-text");
});
