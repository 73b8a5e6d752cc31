/** The form of each step of a demand's life. */
import type { Outcome } from "#db/schema.ts";

import * as f from "../../pages/read-form.ts";
import { dayOf } from "../../words/format.ts";
import { lifeFormWords as say } from "../../words/organise/demand-life.ts";
import { formWords } from "../../words/organise-forms.ts";
import { readMoment } from "../../words/typed/local-time.ts";
import type { DeedName } from "./demand-life.ts";
import { link, noteFields, type WordValues, wordsIn } from "./entry-form.ts";
import type { EntryWords } from "./entry.ts";

export const outcomes = [
  "none",
  "acknowledged",
  "presented",
  "answered",
  "promised",
  "partly-met",
  "met",
  "refused",
] as const satisfies readonly Outcome[];

/** A time that is still to come, or none. */
const closing = (now: Date) =>
  f.parsed((typed) => {
    if (typed.trim() === "") return { at: null };
    const read = readMoment(typed);
    return "at" in read && read.at > now ? read : { problem: say.closesForm };
  });

/** By step, in the order of its page. @param slug of the demand, which has to be typed */
function formsFor(slug: string, now: Date) {
  const words = { ...noteFields, source_url: link() };
  const closes_at = closing(now);
  return {
    open: { closes_at, ...words },
    outcome: {
      outcome: f.choice(outcomes, say.outcomeMissing),
      occurred_on: f.day(dayOf(now), say.dateForm),
      source_url: link((fields) => fields.get("outcome")?.trim() === "presented"),
      ...noteFields,
      // what was answered is what people come for
      body: f.checked(noteFields.body, (typed, fields) =>
        typed === "" && fields.get("outcome")?.trim() === "answered"
          ? say.answerMissing
          : undefined,
      ),
    },
    reopen: { closes_at, ...words },
    close: words,
    retire: {
      ...words,
      confirm: f.parsed((typed) =>
        typed.trim() === slug ? { slug } : { problem: say.confirmForm(slug) },
      ),
    },
    restore: words,
  } satisfies Record<DeedName, f.Form>;
}

export type TypedDeed = Record<string, string>;
export type DeedProblems = Partial<Record<string, string>>;

/** What a step is taken with. */
export interface ReadDeed {
  words: EntryWords;
  closesAt?: Date | null | undefined;
  outcome?: { outcome: Outcome; occurredOn: string } | undefined;
}

/** Of every step; each has some of them. */
interface Values extends WordValues {
  closes_at?: { at: Date | null };
  outcome?: Outcome;
  occurred_on?: string;
}

/** The names of a step's fields, in the order of its page. */
export const fieldsOf = (name: DeedName): string[] => Object.keys(formsFor("", new Date(0))[name]);

/** @param slug of the demand */
export function readDeed(
  fields: URLSearchParams,
  name: DeedName,
  slug: string,
  now: Date,
): { typed: TypedDeed; problems: DeedProblems; step: ReadDeed | undefined } {
  const form: f.Form = formsFor(slug, now)[name];
  const read = f.readForm(fields, form, formWords.repeated);
  const typed = read.typed as TypedDeed;
  if (!read.values) return { typed, problems: read.problems, step: undefined };
  const values = read.values as Values;
  const { closes_at, outcome, occurred_on } = values;
  return {
    typed,
    problems: {},
    step: {
      words: wordsIn(values),
      closesAt: closes_at && closes_at.at,
      outcome: outcome && { outcome, occurredOn: occurred_on! },
    },
  };
}
