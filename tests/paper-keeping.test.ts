/** What a demand says on paper, kept; and what came of it: presented to the House, answered by the government. */
import { expect, test } from "vitest";

import { readDeed } from "#app/demands/life/deed-form.ts";
import { isAnswer, nameOf } from "#app/demands/life/timeline.ts";
import { getPaper, paperVersion } from "#app/demands/paper/get-paper.server.ts";
import { readPaper } from "#app/demands/paper/paper-form.ts";
import { savePaper } from "#app/demands/paper/save-paper.server.ts";
import { getDemand } from "#app/demands/get-demand.server.ts";
import { takeStep } from "#app/demands/life/take-step.server.ts";
import { getDemandLife } from "#app/demands/life/get-life.server.ts";
import { listTimeline } from "#app/demands/life/timeline.server.ts";
import { petitionInList } from "#app/demands/petition-json.ts";
import { act } from "#app/organisers/audit.server.ts";
import { wordsFor } from "#app/words/words.ts";

import { freshDatabase } from "./support/database.ts";
import { now } from "./support/house.ts";
import { inOne } from "./support/letters.ts";
import { makeDemand } from "./support/signers.ts";

const posted = (values: Record<string, string>) => new URLSearchParams(values);
const right = {
  paper_declares: "people were detained\r\n for protesting",
  paper_requests: "call for their release",
};

test("a petition is one paragraph each, however it was typed, and a fault is told at its field", () => {
  expect(readPaper(posted(right))).toEqual({
    words: { declares: "people were detained for protesting", requests: "call for their release" },
    problems: {},
  });
  const { problems } = readPaper(posted({ ...right, paper_requests: "to act" }));
  expect(Object.keys(problems)).toEqual(["paper_requests"]);
  expect(problems.paper_requests).toContain("begin with a verb");
  const twice = posted(right);
  twice.append("paper_declares", "again");
  expect(readPaper(twice).problems).toHaveProperty("paper_declares");
});

test("it is kept with a line in the audit log, the second of two savers is told, and emptied it is gone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "a-demand");
  const { words } = readPaper(posted(right));
  const none = await getPaper(db, id);
  expect(none).toEqual({ declares: "", requests: "" });
  const save = (what: typeof words, saw: string) =>
    act(db, null, now, (tx) => savePaper(tx, id, what, saw, now));
  expect((await save(words, paperVersion(none))).said).toBe("paper-kept");
  expect(await getPaper(db, id)).toEqual(words);
  expect((await getDemand(db, id, "en"))!.onPaper).toBe(true);
  const other = { ...words, requests: "ask for a report" };
  expect((await save(other, paperVersion(none))).said).toBe("paper-stale");
  expect((await save(words, paperVersion(none))).said).toBe("paper-kept");
  expect((await save(none, paperVersion(words))).said).toBe("paper-removed");
  expect((await getDemand(db, id, "en"))!.onPaper).toBe(false);
  const lines = await db.selectFrom("audit").select("action").execute();
  expect(lines.map(({ action }) => action)).toEqual(["demand.paper", "demand.paper"]);
});

const deed = (values: Record<string, string>) =>
  readDeed(posted({ occurred_on: "2026-03-03", ...values }), "outcome", "a-demand", now);

test("an answer of the government needs its text, and a link to Hansard leads to the very page", () => {
  expect(deed({ outcome: "answered" }).problems).toHaveProperty("body");
  expect(deed({ outcome: "answered", body: "They will look into it." }).problems).toEqual({});
  const presented = (source_url: string) => deed({ outcome: "presented", source_url }).problems;
  expect(presented("")).toHaveProperty("source_url");
  for (const wrong of [
    "https://hansard.parliament.uk/",
    "http://hansard.parliament.uk/commons/2026-03-03/petitions/x",
    "https://hansard.parliament.uk/commons",
  ])
    expect(presented(wrong), wrong).toHaveProperty("source_url");
  expect(presented("https://hansard.parliament.uk/commons/2026-03-03/petitions/x")).toEqual({});
  expect(presented("https://example.org/number-10")).toEqual({});
  expect(presented("https://hansard.example.org/commons")).toEqual({});
  // of what needs no proof any page may be the source
  const source_url = "https://hansard.parliament.uk/search/Debates";
  expect(deed({ outcome: "refused", source_url }).problems).not.toHaveProperty("source_url");
});

test("presented with a link to Hansard reads so in four languages", () => {
  const source_url = "https://hansard.parliament.uk/commons/2026-03-03/petitions/x";
  const entry = { kind: "outcome", outcome: "presented" } as const;
  const names = (["en", "uk", "kk", "ru"] as const).map((locale) => [
    nameOf({ ...entry, source_url }, wordsFor(locale)),
    nameOf({ ...entry, source_url: source_url.replace("commons", "lords") }, wordsFor(locale)),
    nameOf({ ...entry, outcome: "answered" }, wordsFor(locale)),
  ]);
  expect(names[0]).toEqual([
    "Presented to the House of Commons",
    "Presented",
    "Answered by the government",
  ]);
  for (const said of names) expect(new Set(said).size).toBe(3);
});

test("programs read what the government answered as its response, with day and text", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "a-demand");
  const { step } = deed({ outcome: "answered", body: "They will look into it." });
  const { version } = (await getDemandLife(db, id))!;
  const { said } = await inOne(db, (tx) =>
    takeStep(tx, id, { name: "outcome", ...step! }, version, now),
  );
  expect(said).toBe("demand-outcome");
  const demand = (await getDemand(db, id, "en"))!;
  expect(demand.outcome).toBe("answered");
  const entries = await listTimeline(db, id, "en");
  expect(entries.some(isAnswer)).toBe(true);
  const site = { origin: "https://example.org", campaign: { name: "C" } };
  expect(petitionInList(demand, site, entries).attributes.government_response).toMatchObject({
    ...{ responded_on: "2026-03-03", summary: "Answered by the government" },
    details: "They will look into it.",
  });
});
