import fc from "fast-check";
import { expect, test } from "vitest";

import { newLetter } from "#app/letters/text/default-letter.ts";
import { fields, findUnknownFields } from "#app/letters/text/fields.ts";
import {
  blankFields,
  type CopyFacts,
  type DemandFacts,
  fillLetter,
} from "#app/letters/text/fill.ts";
import { findFaults } from "#app/letters/checking/checks.ts";
import { showCopy } from "#app/letters/preview-copy.server.ts";
import { renderMail } from "#emails/registry.ts";

import { mailTools } from "./support/mails.ts";

const troops: DemandFacts = {
  title: "Withdraw the troops",
  total: 12_345,
  here: 95,
  rank: 12,
  joint: false,
  areas: 650,
  sinceLast: 1_200,
  sinceLastHere: 12,
  ownWords: 27,
};
const prisoners: DemandFacts = { ...troops, title: "Free the prisoners", total: 54_321, here: 80 };
const copy: CopyFacts = {
  member: "Ada Example",
  constituency: "Exampleton",
  electorate: 72_000,
  demands: [troops],
};
const fill = (body: string, facts: CopyFacts = copy) =>
  showCopy(fillLetter({ subject: "", body }, facts)).text;

test("each field is filled with what it says", () => {
  const filled = (name: string) => fill(`{{${name}}}`);
  expect(Object.fromEntries(fields.map(({ name }) => [name, filled(name)]))).toEqual({
    "member.name": "Ada Example",
    constituency: "Exampleton",
    "demand.title": "Withdraw the troops",
    total: "12,345",
    "total.constituency": "95",
    "share.electorate": "0.13%",
    rank: "12th of 650",
    "since.last": "1,200",
    "since.last.constituency": "12",
    "own.words": "27",
  });
  expect([filled("mp.name"), filled("count"), filled(" total ")]).toEqual([
    "Ada Example",
    "12,345",
    "12,345",
  ]);
});

test("how many wrote in their own words is left out where nobody or a few did", () => {
  const body = "{{total.constituency}} have signed; {{own.words}} of them also wrote to you.";
  const told = [0, 4, 27].map((ownWords) =>
    fill(body, { ...copy, demands: [{ ...troops, ownWords }] }),
  );
  expect(told).toEqual([
    "95 have signed.",
    "95 have signed.",
    "95 have signed; 27 of them also wrote to you.",
  ]);
});

test("ranks read as people say them, and shared ones are called joint", () => {
  const ranked = (rank: number, joint = false) =>
    fill("{{rank}}", { ...copy, demands: [{ ...troops, rank, joint }] });
  expect([1, 2, 3, 11, 21, 112].map((rank) => ranked(rank))).toEqual(
    ["1st", "2nd", "3rd", "11th", "21st", "112th"].map((rank) => `${rank} of 650`),
  );
  expect(ranked(2, true)).toBe("Joint 2nd of 650");
});

test("none, one and four signatures in a constituency read alike, in every field", () => {
  const body = "{{total.constituency}}; {{share.electorate}}; {{rank}}";
  const [none, one, four, five] = [0, 1, 4, 5].map((here) =>
    fill(body, { ...copy, demands: [{ ...troops, here, rank: 100 + here, joint: here === 4 }] }),
  );
  expect(none).toBe("Fewer than 5; less than 0.01%; not ranked (fewer than 5 signatures)");
  expect([one, four]).toEqual([none, none]);
  expect(five).toBe("5; 0.0069%; 105th of 650");
});

test("with several demands a paragraph or an item with a demand’s field is written for each", () => {
  const facts = { ...copy, demands: [troops, prisoners] };
  const body = `Dear {{member.name}},

{{demand.title}} has {{total}}.

We ask:
- {{demand.title}} in {{constituency}}
- an answer

Yours`;
  expect(fill(body, facts)).toBe(`Dear Ada Example,

Withdraw the troops has 12,345.

Free the prisoners has 54,321.

We ask:

- Withdraw the troops in Exampleton
- Free the prisoners in Exampleton
- an answer

Yours`);
});

test("an unknown field and an open brace are named", () => {
  expect(findUnknownFields("Signed by {{signer.email}}, {{ total }} of them")).toEqual([
    "{{signer.email}}",
  ]);
  expect(findUnknownFields("{{toString}} {{__proto__}}")).toHaveLength(2);
  expect(findUnknownFields("{{total")).toEqual(["{{total"]);
  expect(findUnknownFields("total}} {total}")).toEqual(["total}}", "{total}"]);
});

const showFilled = (letter: { subject: string; body: string }, facts: CopyFacts) =>
  showCopy(fillLetter(letter, facts));

test("neither a title nor a name can make markup", () => {
  const title = "**Free** [them](https://evil.example) <b>now</b> & `x`\n\n# {{total}} 1. - \\*";
  const { html, text } = showFilled(
    { subject: "{{demand.title}}", body: "{{demand.title}}\n\n{{member.name}}" },
    { ...copy, member: "# O'Neil_x_", demands: [{ ...troops, title }] },
  );
  const plain = title.replace(/\s+/g, " ");
  expect(text).toBe(`${plain}\n\n# O'Neil_x_`);
  expect(html).not.toMatch(/<(?!\/?p>)/);
});

const usual = newLetter({ campaign: "The Campaign", sender: "Sam Sender" });

test("the default letter reads well about one demand and about several", () => {
  expect(findUnknownFields(usual.subject + usual.body)).toEqual([]);
  const demands = ["Withdraw the troops", "Free the prisoners"];
  for (const titles of [demands.slice(0, 1), demands]) {
    const { text, subject } = showFilled(usual, {
      ...copy,
      demands: titles.map((title) => ({ ...troops, title })),
    });
    expect(subject).toBe("What people in Exampleton ask of you");
    for (const title of titles)
      expect(text).toContain(
        `- 95 people in Exampleton have signed “${title}”; they are 0.13% of its electorate; 12 of them have signed since our last letter to you.`,
      );
    expect(text).toMatch(/Yours sincerely,\n\nSam Sender\nThe Campaign$/);
    // what the checks say of other letters they do not say of this one
    expect(findFaults(usual, text, "campaign.example.org")).toEqual([]);
  }
  expect(newLetter({ campaign: "The Campaign" }, "To you").subject).toBe("To you");
});

test("the default letter holds all that an office looks for, in 200 words with its footer", () => {
  const names = { letter: 3, member: 42, area: "E14000001", thread: [] };
  const campaign = {
    ...mailTools.campaign,
    ...{ sender: "Sam Sender", telephone: "020 7946 0123", address: "1 Example Street, London" },
  };
  const written = fillLetter(usual, copy);
  const mail = { kind: "letter", locale: "en", params: { ...names, ...written } } as const;
  const { text } = renderMail(mail, { ...mailTools, campaign });
  expect(text.match(/[^\s-]\S*/g)!.length).toBeLessThanOrEqual(200);
  expect(text.match(/\?/g)!.filter((mark) => mark === "?")).toHaveLength(2); // the other is a link’s
  for (const said of [
    /\n- 95 people in Exampleton .*0\.13% .*12 of them .*since our last letter/,
    /reply by email, follow the link at the foot, or write to us by post/,
    /To answer, or to be written to less often:\nhttps:\S+\/answer\/\S+\n/,
    /confirmed by email and is counted once/,
    /anyone can check them:\nhttps:\S+\/letters\/3\?constituency=E14000001\n/,
    /This letter holds no personal data/,
    /Sam Sender, telephone 020 7946 0123\n1 Example Street, London\n/,
  ])
    expect(text).toMatch(said);
});

test("what tells of an earlier letter is left out for a member who had none", () => {
  const none = { ...troops, sinceLast: null, sinceLastHere: null };
  const first = { ...copy, demands: [none] };
  const { text } = showFilled(usual, first);
  expect(text).toContain("“Withdraw the troops”; they are 0.13% of its electorate.\n");
  expect(text).not.toMatch(/\bsince\b|last letter/);
  expect(fill("{{total}} signed. {{since.last}} of them are new! Will you answer?", first)).toBe(
    "12,345 signed. Will you answer?",
  );
  expect(fill("“{{since.last}} are new.” So it was said.", first)).toBe("So it was said.");
  expect(fill("We ask:\n\n- {{since.last}} new\n- an answer", first)).toBe(
    "We ask:\n\n- an answer",
  );
  // each demand by itself
  const both = { ...copy, demands: [none, prisoners] };
  expect(fill("- {{demand.title}}: {{total}}; {{since.last}} new", both)).toBe(
    "- Withdraw the troops: 12,345\n- Free the prisoners: 54,321; 1,200 new",
  );
  // too few signed there to say how many are new, but not in all
  const few = { ...copy, demands: [{ ...troops, sinceLastHere: null }] };
  expect(fill("{{since.last}} new; {{since.last.constituency}} here.", few)).toBe("1,200 new.");
});

test("a letter that would say nothing else, or whose subject tells of it, is not filled for them", () => {
  const first = { ...copy, demands: [{ ...troops, sinceLast: null }] };
  const blanks = (subject: string, body: string) => blankFields({ subject, body }, first);
  expect(blanks("New", "{{since.last}} new")).toEqual(["since.last"]);
  expect(blanks("{{since.last}} new", "Dear {{member.name}}")).toEqual(["since.last"]);
  expect(blanks("New", "Dear {{member.name}}\n\n{{since.last}} new")).toEqual([]);
  const said = (body: string) => findFaults({ subject: "", body }, body, "example.org");
  const kind = "left-out-with";
  expect(said("{{total.constituency}} signed, {{since.last}} of them since?")).toContainEqual({
    ...{ kind, without: "since.last", field: "total.constituency" },
  });
  expect(said("{{total.constituency}} signed; {{since.last}} since?")).toEqual([]);
});

test("whatever is written with known fields, none is left unfilled", () => {
  const piece = fc.oneof(
    fc.constantFrom(...fields.map(({ name }) => `{{${name}}}`), "{{ mp.name }}", "{{count}}"),
    fc.constantFrom("\n", "\n\n", "- ", "1. ", "> ", "**", "\n- ", " "),
    // nor what reads as another tool's field
    fc.string({ maxLength: 12 }).map((text) => text.replace(/[{}$%|[\]<>]/g, "")),
  );
  const demand = fc.record({
    title: fc.string({ unit: "grapheme", maxLength: 30 }),
    total: fc.nat(1_000_000),
    here: fc.nat(20),
    rank: fc.integer({ min: 1, max: 650 }),
    joint: fc.boolean(),
    areas: fc.constant(650),
    sinceLast: fc.option(fc.nat(1000)),
    sinceLastHere: fc.option(fc.nat(1000)),
  });
  const facts = fc.record({
    member: fc.string({ maxLength: 30 }),
    constituency: fc.string({ maxLength: 30 }),
    electorate: fc.option(fc.nat(100_000)),
    demands: fc.array(demand, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(piece), facts, (pieces, one) => {
      const body = pieces.join("");
      expect(findUnknownFields(body)).toEqual([]);
      expect(fillLetter({ subject: "", body }, one).body).not.toMatch(/\{\{|\}\}/);
    }),
  );
});
