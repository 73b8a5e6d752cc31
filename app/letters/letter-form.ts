/** The form that a letter is written with: its fields, what can be wrong with each, and the draft of a right one. */
import type { Branch } from "../members/parties.ts";
import * as f from "../pages/read-form.ts";
import { SHOWN_FROM } from "../places/shown.ts";
import { formWords, letterWords as say } from "../words/organise-forms.ts";
import { findUnknownFields, holdsDemandField } from "./text/fields.ts";
import { audienceKinds, type LetterAudience } from "./audience.ts";
import { BODY_MAX, type Draft, PER_HOUR_MAX, REASON_MAX, SUBJECT_MAX } from "./letter.ts";

/** What can be chosen. */
export interface LetterChoices {
  demands: readonly { id: number; slug: string; title: string }[];
  regions: readonly { code: string; name: string }[];
  /** A party that others are branches of stands for them too. */
  parties: readonly string[];
  branches: readonly Branch[];
  members: readonly { id: number; name: string; constituency: string; party: string }[];
}

/** As many as a letter's row holds. */
const DEMANDS_MAX = 50;
const THRESHOLD_MAX = 1_000_000_000;
/** Copies an hour, where nobody says otherwise. */
export const PER_HOUR = "60";

function unknownFields(text: string): string | undefined {
  const unknown = findUnknownFields(text);
  return unknown.length > 0 ? say.unknownFields(unknown) : undefined;
}

/** A problem unless it is found. */
const found = <Found extends object>(what: Found | undefined, problem: string) =>
  what ?? { problem };

const someOf = (members: LetterChoices["members"], least: number, problem: string) =>
  f.list(
    f.parsed((typed) =>
      found(
        members.find(({ id }) => String(id) === typed),
        problem,
      ),
    ),
    { least, most: members.length, problem },
  );

const formFor = ({ demands, regions, parties, members }: LetterChoices) => ({
  demand: f.list(
    f.parsed((slug) =>
      found(
        demands.find((demand) => demand.slug === slug),
        say.demandGone(DEMANDS_MAX),
      ),
    ),
    { least: 1, few: say.noDemand, most: DEMANDS_MAX, problem: say.demandGone(DEMANDS_MAX) },
  ),
  subject: f.checked(
    f.text(SUBJECT_MAX, {
      empty: say.subjectEmpty,
      long: say.subjectLong(SUBJECT_MAX),
      odd: say.subjectOdd,
    }),
    (subject, fields) =>
      unknownFields(subject) ??
      (new Set(fields.getAll("demand")).size > 1 && holdsDemandField(subject)
        ? say.subjectFields
        : undefined),
  ),
  body: f.checked(
    f.markdown(BODY_MAX, {
      empty: say.bodyEmpty,
      long: say.bodyLong(BODY_MAX),
      odd: say.bodyOdd,
    }),
    unknownFields,
  ),
  audience: f.choice(audienceKinds, say.audience),
  region: f.where(
    "audience",
    "region",
    f.list(
      f.parsed((typed) =>
        found(
          regions.find(({ code, name }) => [code, name].includes(typed.trim())),
          say.region,
        ),
      ),
      { least: 1, most: regions.length, problem: say.region },
    ),
  ),
  party: f.where(
    "audience",
    "party",
    f.list(f.choice(parties, say.party), { least: 1, most: parties.length, problem: say.party }),
  ),
  member: f.where("audience", "members", someOf(members, 1, say.member)),
  except: someOf(members, 0, say.except),
  threshold: f.where(
    "audience",
    "threshold",
    f.number(SHOWN_FROM, THRESHOLD_MAX, say.threshold(SHOWN_FROM)),
  ),
  per_hour: f.number(1, PER_HOUR_MAX, say.perHour(PER_HOUR_MAX), PER_HOUR),
  window: f.choice(["any", "office-hours"], say.window, "any"),
});

type Fields = ReturnType<typeof formFor>;
export type TypedLetter = f.TypedIn<Fields>;
export type LetterProblems = f.ProblemsIn<Fields, string>;

/** @returns the draft, or what is wrong, with what was typed */
export function readLetterForm(
  fields: URLSearchParams,
  choices: LetterChoices,
): { draft: Draft; typed: TypedLetter } | { problems: LetterProblems; typed: TypedLetter } {
  const { typed, problems, values } = f.readForm(fields, formFor(choices), formWords.repeated);
  if (!values) return { problems, typed };
  const draft: Draft = {
    subject: values.subject,
    body: values.body,
    demandIds: inOrder(values.demand),
    audience: chosenAudience(values),
    perHour: values.per_hour,
    window: values.window,
  };
  return { draft, typed };
}

const inOrder = (rows: readonly { id: number }[]) => rows.map(({ id }) => id).sort((a, b) => a - b);

function chosenAudience(values: f.ValuesOf<Fields>): LetterAudience {
  const except = inOrder(values.except);
  return { ...chosenWhole(values), ...(except.length > 0 && { except }) };
}

function chosenWhole(values: f.ValuesOf<Fields>): LetterAudience {
  const { audience, region, party, member, threshold } = values;
  // each is read where the audience asks for it
  switch (audience) {
    case "all":
      return { to: "all" };
    case "region":
      return { to: "region", regions: region!.map(({ name }) => name).sort() };
    case "party":
      return { to: "party", parties: party!.toSorted() };
    case "members":
      return { to: "members", members: inOrder(member!) };
    case "threshold":
      return { to: "threshold", threshold: threshold! };
    case "unanswered":
      return { to: "unanswered" };
  }
}

/** The form as it is shown for a letter that there is. */
export function typedOf(
  { subject, body, demandIds, audience, perHour, window }: Draft,
  { demands }: Pick<LetterChoices, "demands">,
): TypedLetter {
  return {
    ...{ subject, body, window },
    demand: demands.filter(({ id }) => demandIds.includes(id)).map(({ slug }) => slug),
    audience: audience.to,
    region: audience.to === "region" ? audience.regions : [],
    party: audience.to === "party" ? audience.parties : [],
    member: audience.to === "members" ? audience.members.map(String) : [],
    except: (audience.except ?? []).map(String),
    threshold: audience.to === "threshold" ? String(audience.threshold) : "",
    per_hour: String(perHour),
  };
}

const reasonForm = {
  override_reason: f.text(REASON_MAX, { long: say.reasonLong(REASON_MAX), odd: say.reasonOdd }),
};

/** Why members are written to again so soon; empty where nobody gives a reason. */
export function readReason(fields: URLSearchParams) {
  const { typed, problems, values } = f.readForm(fields, reasonForm, formWords.repeated);
  return values ? { reason: values.override_reason } : { typed, problems };
}
export type RefusedReason = Extract<ReturnType<typeof readReason>, { problems: unknown }>;
