import { expect, test } from "vitest";

import { type LetterChoices, readLetterForm, typedOf } from "#app/letters/letter-form.ts";

const choices: LetterChoices = {
  demands: [
    { id: 1, slug: "troops", title: "Troops out" },
    { id: 2, slug: "prisoners", title: "Free them" },
  ],
  regions: [{ code: "E12000007", name: "London" }],
  parties: ["Red"],
  branches: [],
  members: [
    { id: 7, name: "Ada", constituency: "Exampleton", party: "Red" },
    { id: 8, name: "Bo", constituency: "Sampleham", party: "Red" },
  ],
};

const good = {
  subject: "To you",
  body: "Dear {{mp.name}},\r\n\r\nTotals: {{count}}.",
  demand: "troops",
  audience: "all",
  per_hour: "60",
};
const read = (...more: [string, string][]) => {
  const form = new URLSearchParams(good);
  const named = new Set(more.map(([name]) => name));
  for (const name of named) form.delete(name);
  for (const [name, value] of more) form.append(name, value);
  return readLetterForm(form, choices);
};
const problemsOf = (result: ReturnType<typeof read>) =>
  "problems" in result ? Object.keys(result.problems) : [];

test("a good form is a draft, and shown again it is the same", () => {
  const result = read();
  if ("problems" in result) throw new Error("it is good");
  expect(result.draft).toEqual({
    subject: "To you",
    body: "Dear {{mp.name}},\n\nTotals: {{count}}.",
    demandIds: [1],
    audience: { to: "all" },
    perHour: 60,
    window: "any",
  });
  const typed = Object.entries(typedOf(result.draft, choices));
  const form = typed.flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  expect(readLetterForm(new URLSearchParams(form), choices)).toMatchObject({ draft: result.draft });
});

test("each audience is read, with what it needs", () => {
  const audience = (...more: [string, string][]) => {
    const result = read(...more);
    return "draft" in result ? result.draft.audience : Object.keys(result.problems);
  };
  expect(audience(["audience", "region"], ["region", "London"])).toEqual({
    to: "region",
    regions: ["London"],
  });
  expect(audience(["audience", "region"], ["region", "E12000007"])).toMatchObject({
    regions: ["London"],
  });
  expect(audience(["audience", "party"], ["party", "Red"])).toMatchObject({ parties: ["Red"] });
  expect(audience(["audience", "unanswered"], ["except", "8"], ["except", "7"])).toEqual({
    to: "unanswered",
    except: [7, 8],
  });
  expect(audience(["except", "9"])).toEqual(["except"]);
  expect(audience(["audience", "members"], ["member", "8"], ["member", "7"])).toMatchObject({
    members: [7, 8],
  });
  expect(audience(["audience", "threshold"], ["threshold", "5"])).toMatchObject({ threshold: 5 });
  expect(audience(["audience", "region"], ["region", "Mars"])).toEqual(["region"]);
  expect(audience(["audience", "party"])).toEqual(["party"]);
  expect(audience(["audience", "members"], ["member", "9"])).toEqual(["member"]);
  expect(audience(["audience", "threshold"], ["threshold", "4"])).toEqual(["threshold"]);
  expect(audience(["audience", "everyone"])).toEqual(["audience"]);
});

test("a field that does not exist is named", () => {
  const result = read(["body", "Signed by {{signer.email}}"]);
  expect("problems" in result && result.problems.body).toContain("{{signer.email}}");
});

test("a demand’s field in the subject needs a single demand", () => {
  expect(problemsOf(read(["subject", "{{total}} people"]))).toEqual([]);
  expect(
    problemsOf(
      read(["subject", "{{count}} people"], ["demand", "troops"], ["demand", "prisoners"]),
    ),
  ).toEqual(["subject"]);
});

test("what cannot be kept or sent is refused, each at its field", () => {
  expect(problemsOf(read(["subject", " "]))).toEqual(["subject"]);
  expect(problemsOf(read(["subject", "a\nBcc: b"]))).toEqual(["subject"]);
  expect(problemsOf(read(["body", "a\0b"]))).toEqual(["body"]);
  expect(problemsOf(read(["body", "x".repeat(20_001)]))).toEqual(["body"]);
  expect(problemsOf(read(["demand", "nonsense"]))).toEqual(["demand"]);
  expect(problemsOf(read(["per_hour", "0"]))).toEqual(["per_hour"]);
  expect(problemsOf(read(["per_hour", "1e3"]))).toEqual(["per_hour"]);
  expect(problemsOf(read(["per_hour", "100001"]))).toEqual(["per_hour"]);
  expect(problemsOf(read(["window", "night"]))).toEqual(["window"]);
});

test("an amount left out is the usual one", () => {
  const form = new URLSearchParams(good);
  form.delete("per_hour");
  expect(readLetterForm(form, choices)).toMatchObject({ draft: { perHour: 60 } });
});

test("what came twice is refused, and all that was typed is there to be shown again", () => {
  const result = read(
    ["subject", "To you"],
    ["subject", "To me"],
    ["body", "x {{nonsense}}"],
    ["audience", "party"],
    ["member", "7"],
    ["per_hour", "none"],
  );
  expect(problemsOf(result)).toEqual(["subject", "body", "party", "per_hour"]);
  expect(result.typed).toMatchObject({
    subject: "To you",
    body: "x {{nonsense}}",
    demand: ["troops"],
    audience: "party",
    member: ["7"],
    per_hour: "none",
  });
});
