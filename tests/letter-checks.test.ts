/** What the composer says against a letter: a row for each fault, and for what looks like one and is none. */
import { expect, test } from "vitest";

import { type Check, findFaults } from "#app/letters/checking/checks.ts";
import { findUnknownFields } from "#app/letters/text/fields.ts";
import { checkSentence } from "#app/words/organise/letter-checks.ts";

const number = "{{total.constituency}} people in {{constituency}} have signed.";
const ask = "Will you support them?";
const of = (body: string, subject = "To you") =>
  findFaults({ subject, body }, body, "campaign.example.org");

const faults: [body: string, found: Check][] = [
  [`${number} ${"word ".repeat(200)}\n\n${ask}`, { kind: "words", words: 210 }],
  [number, { kind: "no-question" }],
  [`${number} ${ask} Will you meet us?`, { kind: "questions", questions: 2 }],
  [`${number} What will you do?`, { kind: "open-question" }],
  [`${number} We ask three things. ${ask}`, { kind: "several-asks", phrase: "three things" }],
  [
    `${number} ${ask}\n\nWe also urge you to write to the minister.`,
    { kind: "several-asks", phrase: "We also urge you to write to the minister." },
  ],
  [
    `${number} ${ask} Please raise it in the House.`,
    { kind: "several-asks", phrase: "Please raise it in the House." },
  ],
  [`Many people have signed. ${ask}`, { kind: "no-number" }],
  [`We write to you again.\n\n${number} ${ask}`, { kind: "no-number-first" }],
  [
    `${number} {{rank}}, and {{since.last.constituency}} since. ${ask}`,
    { kind: "left-out-with", without: "since.last.constituency", field: "rank" },
  ],
  [
    `${number} ${ask} See https://evil.example/x.`,
    { kind: "other-hosts", hosts: ["evil.example"] },
  ],
  [`${number} ${ask} See www.evil.example.`, { kind: "other-hosts", hosts: ["www.evil.example"] }],
  [`${number} ${ask} See bit.ly/abc.`, { kind: "other-hosts", hosts: ["bit.ly"] }],
];

test.each(faults)("%j is told", (body, found) => {
  expect(of(body)).toEqual([found]);
});

test("a number in the subject is told, for it begins a thread each time", () => {
  const fault: Check = { kind: "number-in-subject", field: "total" };
  expect(of(`${number} ${ask}`, "{{total}} ask you")).toEqual([fault]);
  expect(of(`${number} ${ask}`, "From {{constituency}}, {{member.name}}")).toEqual([]);
});

test.each([
  `Dear {{member.name}},\n\n${number} ${ask} Please reply to this email.`,
  `${number} We ask one thing: will you support them?`,
  `${number} What they ask is fair. ${ask}`,
  `${number} ${ask} See https://campaign.example.org/letters/1 or write to us@example.org/office.`,
])("%j is a letter like any other", (body) => {
  expect(of(body)).toEqual([]);
});

test("every fault is said in words", () => {
  for (const [, found] of faults) expect(checkSentence(found)).toMatch(/^\S.{20,}\.$/s);
});

test.each([
  ["{{first_name}}", "a field that there is not"],
  ["*|FNAME|*", "Mailchimp"],
  ["%recipient.name%", "Mailgun"],
  ["[[name]]", "ConvertKit’s kind"],
  ["{name}", "one brace"],
  ["<<name>>", "a word processor’s kind"],
  ["«First Name»", "Word"],
  ["%%emailaddr%%", "Marketing Cloud"],
  ["{% if name %}", "Liquid"],
  ["<%= name %>", "ERB"],
  ["${name}", "a shell’s kind"],
  ["[Your MP’s name]", "a template’s blank"],
  ["____", "a line to be written on"],
])("%s is named, and holds the letter: %s", (written) => {
  expect(findUnknownFields(`Dear ${written}, ${number} ${ask}`)).toEqual([written]);
});
