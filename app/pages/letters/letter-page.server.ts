/** What the pages share that write a letter. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import { sampleFacts } from "../../letters/default-letter.ts";
import { findUnknownFields } from "../../letters/fields.ts";
import {
  type LetterChoices,
  type LetterProblems,
  readLetterForm,
  type TypedLetter,
} from "../../letters/letter-form.ts";
import { showFilled } from "../../letters/preview-copy.server.ts";
import type { Letter } from "../../letters/letter.ts";
import { getLetter, listChoices } from "../../letters/get-letter.server.ts";
import { listDemands } from "../../demands/get-demand.server.ts";
import { answer } from "../answers.server.ts";
import { lineEnds, readIntent, readVersion } from "../read-form.ts";

/** @throws the 404 page */
export async function requireLetter(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Letter> {
  const letter = await getLetter(db, id);
  if (!letter) throw answer(404);
  return letter;
}

/** @throws the 400 page where none of the row's forms was sent */
export function requireIntent<const Intent extends string>(
  fields: URLSearchParams,
  intents: readonly Intent[],
): Intent {
  const intent = readIntent(fields, intents);
  if (intent === undefined) throw answer(400);
  return intent;
}

/** The form with a sample copy of what was typed, about the demands chosen, or the first ones. */
export async function letterFormProps(
  { db }: Pick<RequestContext, "db">,
  action: string,
  choices: LetterChoices,
  typed: TypedLetter,
  more: { problems?: LetterProblems; version?: string | undefined } = {},
) {
  const { problems = {}, version } = more;
  const demands = await listDemands(db, "en");
  const chosen = demands.filter(({ slug }) => typed.demand.includes(slug));
  const facts = sampleFacts(chosen.length > 0 ? chosen : demands.slice(0, 2));
  const letter = { subject: typed.subject.trim(), body: lineEnds(typed.body) };
  const isReadable =
    facts.demands.length > 0 && findUnknownFields(letter.subject + letter.body).length === 0;
  const sample = isReadable ? showFilled(letter, facts) : undefined;
  return {
    action,
    choices: {
      ...choices,
      demands: choices.demands.map(({ id, slug, title }) => ({ id, slug, title })),
    },
    typed,
    problems,
    version,
    sample: sample && { subject: sample.subject, html: sample.html },
  };
}

/** A posted letter: the draft to be kept, or the form again, with a sample or with what is wrong. */
export async function readPostedLetter(
  context: Pick<RequestContext, "db" | "fields">,
  action: string,
) {
  const choices = await listChoices(context.db);
  const read = readLetterForm(context.fields, choices);
  const version = readVersion(context.fields);
  const again = async (problems: LetterProblems = {}) =>
    letterFormProps(context, action, choices, read.typed, { problems, version });
  if ("problems" in read) return { again: data(await again(read.problems), { status: 422 }) };
  if (readIntent(context.fields, ["show"])) return { again: data(await again()) };
  return { draft: read.draft, typed: read.typed, choices, version };
}
