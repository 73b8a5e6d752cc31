/** The form of a demand: its fields, what can be wrong with each, and the draft of a right one. */
import type { DemandState } from "#db/schema.ts";

import * as f from "../../pages/read-form.ts";
import { demandProblems as say } from "../../words/organise/demands.ts";
import { formWords } from "../../words/organise-forms.ts";
import { readMoment, typedMoment } from "../../words/typed/local-time.ts";
import { isNewSlug, SLUG_MAX } from "../slug.ts";
import { GOAL_MAX, POSITION_MAX, type Settings, TOPICS_MAX, type Words } from "../words.ts";
import { englishFields } from "./words-form.ts";
import { readTopics } from "./topics.ts";

/** Empty where nothing is typed. */
const optional = <Value, Problem extends string>(
  read: (typed: string) => { value: Value } | { problem: Problem },
) => f.parsed((typed) => (typed.trim() === "" ? { value: undefined } : read(typed)));

const number = (least: number, most: number, problem: string) =>
  optional((typed) => {
    const value = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : NaN;
    return value >= least && value <= most ? { value } : { problem };
  });

const moment = (now: Date, past: string) =>
  optional((typed) => {
    const read = readMoment(typed);
    if ("problem" in read) return { problem: read.problem === "gap" ? say.timeGap : say.timeOdd };
    return read.at > now ? { value: read.at } : { problem: past };
  });

/** What of the times can be changed in a state; the form shows no more. */
export const openable = (state: DemandState): boolean => state === "draft";
export const closable = (state: DemandState): boolean => state === "draft" || state === "open";

const unread = f.parsed(() => ({ value: undefined }));

const formFor = (state: DemandState, now: Date) => ({
  ...englishFields,
  goal: number(1, GOAL_MAX, say.goal(GOAL_MAX)),
  opened_at: openable(state) ? moment(now, say.openedPast) : unread,
  closes_at: closable(state)
    ? f.checked(moment(now, say.closesPast), ({ value }, fields) => {
        const opens = readMoment(fields.get("opened_at") ?? "");
        return value && "at" in opens && opens.at >= value ? say.closesFirst : undefined;
      })
    : unread,
  slug: optional((typed) =>
    isNewSlug(typed.trim()) ? { value: typed.trim() } : { problem: say.slug(SLUG_MAX) },
  ),
  topics: f.parsed((typed) => {
    const topics = readTopics(typed);
    return topics ? { value: topics } : { problem: say.topics(TOPICS_MAX) };
  }),
  position: number(0, POSITION_MAX, say.position(POSITION_MAX)),
});

type Fields = ReturnType<typeof formFor>;
export type TypedDemand = f.TypedIn<Fields>;
export type DemandProblems = f.ProblemsIn<Fields, string>;

/** @param state of the demand; `draft` for a new one */
export function readDemandForm(fields: URLSearchParams, state: DemandState, now: Date) {
  const { typed, problems, values } = f.readForm(fields, formFor(state, now), formWords.repeated);
  if (!values) return { typed, problems };
  const { title, summary, body, addressee } = values;
  const words: Words = { title, summary, body, addressee, translatedBy: null };
  const settings = {
    goal: values.goal.value ?? null,
    topics: values.topics.value,
    openedAt: values.opened_at.value ?? null,
    closesAt: values.closes_at.value ?? null,
    slug: values.slug.value,
    position: values.position.value,
  };
  return { typed, draft: { words, settings } };
}

/** The form as it is shown for a demand that there is. */
export const typedOf = (words: Words, settings: Settings): TypedDemand => ({
  ...{ title: words.title, summary: words.summary, body: words.body, addressee: words.addressee },
  ...{
    slug: settings.slug,
    position: String(settings.position),
    topics: settings.topics.join(", "),
  },
  goal: settings.goal === null ? "" : String(settings.goal),
  opened_at: typedMoment(settings.openedAt),
  closes_at: typedMoment(settings.closesAt),
});

export const nothingTyped: TypedDemand = {
  ...{ title: "", summary: "", body: "", addressee: "", goal: "", opened_at: "", closes_at: "" },
  ...{ slug: "", topics: "", position: "" },
};
