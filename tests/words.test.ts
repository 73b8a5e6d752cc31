import fs from "node:fs";

import { expect, test } from "vitest";

import { demandDeeds } from "#app/demands/life/demand-life.ts";
import { letterDeeds } from "#app/letters/life.ts";
import { en } from "#app/words/en.ts";
import * as organiseForms from "#app/words/organise-forms.ts";
import { auditSentence } from "#app/words/organise/audit.ts";
import * as people from "#app/words/organise/people.ts";

const app = new URL("../app/", import.meta.url);
const sources = fs
  .globSync("**/*.{ts,tsx}", { cwd: app.pathname })
  .filter((path) => !path.startsWith("words/"))
  .map((path) => fs.readFileSync(new URL(path, app), "utf8"));

/** As `t.key` beside the group's name, or in quotes where a code chooses the word. */
function isSaid(group: string, key: string): boolean {
  const named = new RegExp(`\\b${group}\\b`);
  const taken = new RegExp(`\\b(?:t|say|${group})\\.${key}\\b|\\b${key}: \\d`);
  return sources.some(
    (source) => source.includes(`"${key}"`) || (named.test(source) && taken.test(source)),
  );
}

test("every word is said somewhere", () => {
  const groups = Object.entries({ ...en, ...organiseForms, ...people });
  const silent = groups.flatMap(([group, words]) =>
    typeof words === "string"
      ? sources.some((source) => source.includes(`words.${group}`))
        ? []
        : [group]
      : Object.keys(words)
          // pages of errors go by their status
          .filter((key) => !/^\d+$/.test(key) && !isSaid(group, key))
          .map((key) => `${group}.${key}`),
  );
  expect(silent).toEqual([]);
});

test("every deed that the audit log can hold is told in a sentence", () => {
  const named = sources
    .flatMap((source) => source.split("\n").filter((line) => /\baction(:| =) /.test(line)))
    .flatMap((line) => [...line.matchAll(/"([a-z-]+\.[a-z-]+)"/g)])
    .map(([, action]) => action!);
  const deeds = new Set([
    ...named,
    ...Object.values({ ...letterDeeds, ...demandDeeds }).map(({ action }) => action),
    ...["import.areas", "import.members", "import.postcodes"],
  ]);
  expect([...deeds].filter((action) => auditSentence(action, "it").startsWith(action))).toEqual([]);
});
