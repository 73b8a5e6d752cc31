/** The form that a letter is written with, and what can be wrong with each field. */
import { SHOWN_FROM } from "../places/shown.ts";
import { findUnknownFields, holdsDemandField } from "./fields.ts";
import {
  type Audience,
  audienceKinds,
  BODY_MAX,
  type Draft,
  PER_HOUR_MAX,
  SUBJECT_MAX,
} from "./letter.ts";

/** What was typed, to be shown again. */
export interface Typed {
  subject: string;
  body: string;
  demand: string[];
  audience: string;
  region: string;
  party: string;
  member: string[];
  threshold: string;
  per_hour: string;
  window: string;
}

/** By field: what happened and what to do. */
export type Problems = Partial<Record<keyof Typed, string>>;

/** What can be chosen. */
export interface Choices {
  demands: readonly { id: number; slug: string; title: string }[];
  regions: readonly { code: string; name: string }[];
  parties: readonly string[];
  members: readonly { id: number; name: string; constituency: string }[];
}

export function readTyped(form: URLSearchParams): Typed {
  const one = (name: string) => (form.get(name) ?? "").trim();
  return {
    subject: one("subject"),
    body: (form.get("body") ?? "").replace(/\r\n?/g, "\n").trim(),
    demand: form.getAll("demand"),
    audience: one("audience"),
    region: one("region"),
    party: one("party"),
    member: form.getAll("member"),
    threshold: one("threshold"),
    per_hour: one("per_hour") || "60",
    window: one("window") || "any",
  };
}

export function typedOf(letter: Draft, choices: Pick<Choices, "demands">): Typed {
  const { audience } = letter;
  return {
    subject: letter.subject,
    body: letter.body,
    demand: choices.demands
      .filter(({ id }) => letter.demandIds.includes(id))
      .map(({ slug }) => slug),
    audience: audience.to,
    region: audience.to === "region" ? audience.region : "",
    party: audience.to === "party" ? audience.party : "",
    member: audience.to === "members" ? audience.members.map(String) : [],
    threshold: audience.to === "threshold" ? String(audience.threshold) : "",
    per_hour: String(letter.perHour),
    window: letter.window,
  };
}

/** The draft that was typed, or what is wrong with it. */
export function readDraft(
  typed: Typed,
  choices: Choices,
): { draft: Draft } | { problems: Problems } {
  const problems: Problems = {};
  const chosen = new Set(typed.demand);
  const demands = choices.demands.filter(({ slug }) => chosen.has(slug));
  if (chosen.size === 0) problems.demand = "Tick at least one demand.";
  else if (demands.length < chosen.size)
    problems.demand = "One of the demands is there no longer. Choose again.";

  const subject = problemOfText("The subject", typed.subject, SUBJECT_MAX);
  if (subject) problems.subject = subject;
  else if (/\p{Cc}/u.test(typed.subject)) problems.subject = "Write the subject in one line.";
  else if (chosen.size > 1 && holdsDemandField(typed.subject))
    problems.subject =
      "With several demands the subject can hold {{member.name}} and {{constituency}} alone. Take the other fields out, or choose one demand.";
  const body = problemOfText("The letter", typed.body, BODY_MAX);
  if (body) problems.body = body;

  const audience = readAudience(typed, choices, problems);
  const perHour = wholeNumber(typed.per_hour, 1, PER_HOUR_MAX);
  if (perHour === undefined)
    problems.per_hour = `Write a whole number of copies an hour, from 1 to ${PER_HOUR_MAX}.`;
  const { window } = typed;
  if (window !== "any" && window !== "office-hours")
    problems.window = "Choose when copies may leave.";
  if (Object.keys(problems).length > 0 || !audience || perHour === undefined) return { problems };
  return {
    draft: {
      subject: typed.subject,
      body: typed.body,
      demandIds: demands.map(({ id }) => id),
      audience,
      perHour,
      window: window === "office-hours" ? window : "any",
    },
  };
}

function problemOfText(what: string, text: string, most: number): string | undefined {
  if (text === "") return `${what} is empty. Write it.`;
  if (text.length > most) return `${what} is longer than ${most} characters. Shorten it.`;
  // Postgres refuses NUL and changes lone surrogates without a word
  if (text.includes("\0") || !text.isWellFormed())
    return `${what} holds characters that cannot be kept. Type it anew.`;
  const unknown = findUnknownFields(text);
  if (unknown.length === 0) return undefined;
  return `There is no field ${unknown.join(", ")}. Use those that are listed below the text, or take it out.`;
}

function readAudience(typed: Typed, choices: Choices, problems: Problems): Audience | undefined {
  const kind = audienceKinds.find((one) => one === typed.audience);
  switch (kind) {
    case "all":
      return { to: "all" };
    case "region": {
      const region = choices.regions.find(
        ({ code, name }) => typed.region === name || typed.region === code,
      );
      if (region) return { to: "region", region: region.name };
      problems.region = "Choose the region.";
      return undefined;
    }
    case "party":
      if (choices.parties.includes(typed.party)) return { to: "party", party: typed.party };
      problems.party = "Choose the party.";
      return undefined;
    case "members": {
      const ids = choices.members.map(({ id }) => id);
      const members = ids.filter((id) => typed.member.includes(String(id)));
      if (members.length > 0 && members.length === new Set(typed.member).size)
        return { to: "members", members };
      problems.member = "Choose at least one member who sits now.";
      return undefined;
    }
    case "threshold": {
      const threshold = wholeNumber(typed.threshold, SHOWN_FROM, 1_000_000_000);
      if (threshold !== undefined) return { to: "threshold", threshold };
      problems.threshold = `Write a number of signatures, ${SHOWN_FROM} or more.`;
      return undefined;
    }
    case undefined:
      problems.audience = "Choose whom the letter is for.";
      return undefined;
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}
