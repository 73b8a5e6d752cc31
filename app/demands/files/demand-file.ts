/**
 * The head of a demand's file, of which there is one a language. What belongs to no language (state,
 * times, order, the facts of the timeline) stands in the English one.
 */
import * as v from "valibot";

import { day } from "../../pages/read-form.ts";
import { lifeFormWords } from "../../words/organise/demand-life.ts";
import { dayOf } from "../../words/format.ts";
import { demandProblems as say } from "../../words/organise/demands.ts";
import { fileProblems } from "../../words/organise/demand-files.ts";
import { entryTexts, link } from "../life/entry-form.ts";
import { otherLocales } from "../life/entry.ts";
import { isNewSlug, SLUG_MAX } from "../slug.ts";
import { GOAL_MAX, POSITION_MAX, TOPICS_MAX } from "../words.ts";
import { readTopics } from "../writing/topics.ts";
import { translationFields } from "../writing/words-form.ts";

interface Field<Value> {
  read: (
    typed: string,
    fields: URLSearchParams,
  ) => { value: Value; problem?: undefined } | { problem: string };
}

/** Text as the site's forms take it. */
export const asTyped = <Value>(field: Field<Value>) =>
  v.pipe(
    v.string(fileProblems.text),
    v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
      const read = field.read(dataset.value, new URLSearchParams());
      if (read.problem === undefined) return read.value;
      addIssue({ message: read.problem });
      return NEVER;
    }),
  );

const slug = v.pipe(v.string(fileProblems.text), v.check(isNewSlug, say.slug(SLUG_MAX)));

/** Such as 2026-11-29T14:00:00.000Z. */
const moment = v.pipe(
  v.string(fileProblems.moment),
  v.regex(/Z$/, fileProblems.moment),
  v.isoTimestamp(fileProblems.moment),
  v.transform((typed) => new Date(typed)),
);

const wholeNumber = (least: number, most: number, problem: string) =>
  v.pipe(
    v.number(problem),
    v.integer(problem),
    v.minValue(least, problem),
    v.maxValue(most, problem),
  );

const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.optional(v.array(item, fileProblems.list), []);

const { title, summary, body, addressee, translated_by } = translationFields;
const words = {
  title: asTyped(title),
  summary: asTyped(summary),
  addressee: asTyped(addressee),
};

const kinds = [
  "update",
  "answer",
  "outcome",
  "opened",
  "closed",
  "reopened",
  "retired",
  "restored",
];
const states = ["draft", "open", "closed", "removed"] as const;
const outcomes = [
  "acknowledged",
  "presented",
  "answered",
  "promised",
  "partly-met",
  "met",
  "refused",
  "none",
];

const entry = wholeNumber(1, 99_999, fileProblems.entry);
const text = {
  subject: v.optional(asTyped(entryTexts.subject), ""),
  body: v.optional(asTyped(entryTexts.body), ""),
};

const englishHead = (now: Date) =>
  v.strictObject({
    slug,
    language: v.literal("en"),
    ...words,
    state: v.picklist(states, fileProblems.state),
    former_slugs: listOf(slug),
    goal: v.optional(wholeNumber(1, GOAL_MAX, say.goal(GOAL_MAX))),
    topics: v.pipe(
      listOf(v.string(fileProblems.text)),
      v.check(
        (topics) => readTopics(topics.join(","))?.length === topics.length,
        say.topics(TOPICS_MAX),
      ),
    ),
    position: v.optional(wholeNumber(0, POSITION_MAX, say.position(POSITION_MAX)), 0),
    created_at: v.optional(moment),
    opened_at: v.optional(moment),
    closes_at: v.optional(moment),
    closed_at: v.optional(moment),
    paper_declares: v.optional(v.string(fileProblems.text), ""),
    paper_requests: v.optional(v.string(fileProblems.text), ""),
    timeline: listOf(
      v.strictObject({
        entry,
        date: asTyped(day(dayOf(now), lifeFormWords.dateForm)),
        kind: v.picklist(kinds, fileProblems.kind),
        outcome: v.optional(v.picklist(outcomes, fileProblems.outcome)),
        ...text,
        link: v.optional(asTyped(link())),
      }),
    ),
  });

const translationHead = v.strictObject({
  slug,
  language: v.picklist(otherLocales, fileProblems.language),
  ...words,
  translated_by: v.optional(asTyped(translated_by)),
  /** Of a translation that the English has moved on from. */
  made_from: v.optional(v.strictObject({ ...words, body: asTyped(body) })),
  timeline: listOf(v.strictObject({ entry, ...text })),
});

/** @param now no entry of the timeline has a later day */
export const headSchema = (now: Date) =>
  v.variant("language", [englishHead(now), translationHead], fileProblems.language);

export type Head = v.InferOutput<ReturnType<typeof headSchema>>;
export type EnglishHead = Extract<Head, { language: "en" }>;
export type TranslationHead = Exclude<Head, { language: "en" }>;
