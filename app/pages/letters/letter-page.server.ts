/** What the pages share that write a letter. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import {
  type LetterChoices,
  type LetterProblems,
  readLetterForm,
  type TypedLetter,
} from "../../letters/letter-form.ts";
import type { Letter } from "../../letters/letter.ts";
import { getLetter, listChoices } from "../../letters/get-letter.server.ts";
import { answer } from "../answers.server.ts";
import { readIntent, readVersion } from "../read-form.ts";
import { previewOf } from "./preview.server.ts";

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

type Composing = Pick<RequestContext, "db" | "config" | "campaign" | "renderLetter" | "fields">;

/**
 * The form, with a member's copy of what was typed.
 * @param more.id of the draft that is changed
 * @param more.version of that draft, as it was when the form was made
 */
export async function letterFormProps(
  context: Composing,
  action: string,
  choices: LetterChoices,
  typed: TypedLetter,
  more: { id?: number; problems?: LetterProblems; version?: string | undefined } = {},
) {
  const { fields } = context;
  const { id, problems = {}, version } = more;
  const { demands, regions, parties, branches, members } = choices;
  return {
    action,
    choices: {
      regions,
      parties,
      branches,
      demands: demands.map(({ id, slug, title }) => ({ id, slug, title })),
      members: members.map(({ id, name, constituency, party }) => {
        return { id, name, constituency, party };
      }),
    },
    typed,
    problems,
    version,
    find: { member: fields.get("find_member") ?? "", except: fields.get("find_except") ?? "" },
    preview: await previewOf(context, id, typed, choices, fields.get("show_to") ?? ""),
  };
}

/**
 * A posted letter: the draft to be kept, or the form again, with a copy or with what is wrong. To look
 * at a copy nothing has to be right yet.
 */
export async function readPostedLetter(context: Composing, action: string, id?: number) {
  const choices = await listChoices(context.db);
  const read = readLetterForm(context.fields, choices);
  const version = readVersion(context.fields);
  const more = { version, ...(id !== undefined && { id }) };
  const again = (problems: LetterProblems = {}) =>
    letterFormProps(context, action, choices, read.typed, { problems, ...more });
  if (readIntent(context.fields, ["show"])) return { again: data(await again()) };
  if ("problems" in read) return { again: data(await again(read.problems), { status: 422 }) };
  return { draft: read.draft, typed: read.typed, choices, version };
}
