import { expect, test } from "vitest";

import { petitionOf, rowsBelow } from "#app/demands/paper/petition.ts";
import { doubtsOf, faultsOf } from "#app/demands/paper/rules.ts";
import { confiscateTheProperties } from "#app/seed/founding/confiscate-the-properties.ts";
import { paperDoubt, paperFault } from "#app/words/organise/paper.ts";

const declares =
  "many people in Kazakhstan were detained in January 2022 for protesting peacefully";
const requests = "call on the authorities of Kazakhstan to free them";

test("the petition has the House’s form, whatever full stops and spaces were typed", () => {
  expect(
    petitionOf("Islington North", { declares: ` ${declares}. `, requests: `${requests}\n.` }),
  ).toEqual({
    to: "To the House of Commons.",
    petitioners: "The petition of residents of Islington North,",
    declares: `Declares that ${declares}.`,
    prayer: `The petitioners therefore request that the House of Commons urges the Government to ${requests}.`,
    end: "And the petitioners remain, etc.",
  });
});

test("no petition at all breaks no rule, half of one does", () => {
  expect(faultsOf({ declares: "", requests: " " })).toEqual({});
  expect(faultsOf({ declares, requests: "" })).toEqual({ requests: { rule: "empty" } });
  expect(faultsOf({ declares: "", requests })).toEqual({ declares: { rule: "empty" } });
});

test("what the demo prints breaks no rule", () => {
  expect(faultsOf(confiscateTheProperties.paper!)).toEqual({});
});

const refusedRequests: [string, string][] = [
  ["urges the Government to act", "starts"],
  ["request that the House of Commons urges the Government to act", "starts"],
  ["The petitioners therefore request", "starts"],
  ["that they act", "starts"],
  ["to act", "verb"],
  ["imposing sanctions", "verb"],
  ["the release of all prisoners", "verb"],
  ["spend £20 million on refuge", "money"],
  ["give public money to charities", "money"],
  ["provide more funding for visas", "money"],
  ["let the matter that is sub judice rest", "courts"],
  ["hereby declare an emergency", "starts"],
  ["stop these liars", "immoderate"],
  ["sanction the evil regime", "immoderate"],
  ["see https://example.org", "not-plain"],
  ["write to a@example.org", "not-plain"],
  ["звільнити всіх", "not-english"],
  [`act ${"again ".repeat(80)}`, "long"],
];

test.each(refusedRequests)("“%s” is refused: %s", (text, rule) => {
  const fault = faultsOf({ declares, requests: text }).requests!;
  expect(fault.rule).toBe(rule);
  expect(paperFault(fault)).toMatch(/\p{Lu}/u);
});

const refusedDeclarations: [string, string][] = [
  ["Declares that people were detained", "starts"],
  ["To the House of Commons: people were detained", "starts"],
  ["The petition of residents of Leeds declares", "starts"],
  ["ministers are idiots", "immoderate"],
  ["the matter is sub judice", "courts"],
  ["**people** were detained", "not-plain"],
  ["людей затримано", "not-english"],
  [`people were detained ${"again ".repeat(250)}`, "long"],
];

test.each(refusedDeclarations)("“%s” is not declared: %s", (text, rule) => {
  expect(faultsOf({ declares: text, requests }).declares!.rule).toBe(rule);
});

const right = [
  "ask the government of Kazakhstan to free them",
  "urge Kazakhstan to free them",
  "bring sanctions against those responsible",
  "request an inquiry by the United Nations",
  "condemn the use of force",
  "declare the Wagner Group a terrorist organisation",
  "use unexplained wealth orders, and publish what is found by 2027",
];

test.each(right)("“%s” is taken", (text) => {
  expect(faultsOf({ declares, requests: text })).toEqual({});
});

const doubtful: [string, string][] = [
  ["pay attention to compensation", "money"],
  ["have those responsible prosecuted", "courts"],
  ["intervene in the pending case of Mr X", "courts"],
  ["keep the Crown Court in Leeds open", "courts"],
  ["send observers to the pending trial in Almaty", "courts"],
  ["publish how public money is spent", "money"],
  ["cut public spending on consultants", "money"],
  ["spend no public money on it", "money"],
  ["end the grant of £2 million to the bank", "money"],
  ["tell the police to look into it", "other-power"],
  ["listen to what we say", "first-person"],
  ["act NOW and STRONGLY", "shouting"],
  ["act now!", "shouting"],
  ["sanction the dictator", "immoderate"],
];

test.each(doubtful)("of “%s” something is said, and it is taken: %s", (text, rule) => {
  const words = { declares, requests: text };
  expect(faultsOf(words)).toEqual({});
  const doubts = doubtsOf(words);
  expect(doubts.map((doubt) => doubt.rule)).toContain(rule);
  for (const doubt of doubts) expect(paperDoubt(doubt)).toContain(doubt.found);
});

test("the longest petition leaves room for two to sign on the top sheet, the shortest prayer for many", () => {
  const longest = petitionOf("Cities of London and Westminster", {
    declares: "many ".repeat(240),
    requests: "act ".repeat(100),
  });
  expect(rowsBelow(Object.values(longest))).toBeGreaterThanOrEqual(2);
  expect(rowsBelow([petitionOf("Leeds East", { declares, requests }).prayer])).toBeGreaterThan(10);
});
