/** What the pages share that write an update. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import { listDemandChoices } from "../../updates/demand-choices.server.ts";
import { getUpdate } from "../../updates/get-update.server.ts";
import type { Update } from "../../updates/update.ts";
import {
  type DemandChoices,
  readUpdateForm,
  textIn,
  type TypedUpdate,
  type UpdateProblems,
} from "../../updates/update-form.ts";
import { locales } from "../../words/locale.ts";
import { answer } from "../answers.server.ts";
import { lineEnds, readIntent, readVersion } from "../read-form.ts";

/** @throws the 404 page */
export async function requireUpdate(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Update> {
  const update = await getUpdate(db, id);
  if (!update) throw answer(404);
  return update;
}

type Composing = Pick<RequestContext, "db" | "renderUpdate" | "fields">;

/** The mail in each language in which something was typed, as it would arrive; `html` is safe to insert. */
export const previewOf = ({ renderUpdate }: Composing, typed: TypedUpdate) =>
  locales.flatMap((locale) => {
    const { subject, body } = textIn(typed, locale);
    if (subject.trim() + body.trim() === "") return [];
    const { text: _text, ...mail } = renderUpdate(
      { subject: subject.trim(), body: lineEnds(body) },
      locale,
    );
    return [{ locale, ...mail }];
  });

/**
 * The form, with the mails of what was typed.
 * @param more.version of the draft that is changed, as it was when the form was made
 */
export function updateFormProps(
  context: Composing,
  action: string,
  demands: DemandChoices,
  typed: TypedUpdate,
  more: { problems?: UpdateProblems; version?: string | undefined } = {},
) {
  const { problems = {}, version } = more;
  return { action, demands, typed, problems, version, preview: previewOf(context, typed) };
}

/** A posted update: the draft to be kept, or the form again, with the mails or with what is wrong. */
export async function readPostedUpdate(context: Composing, action: string) {
  const demands = await listDemandChoices(context.db);
  const read = readUpdateForm(context.fields, demands);
  const version = readVersion(context.fields);
  const again = (problems: UpdateProblems = {}) =>
    updateFormProps(context, action, demands, read.typed, { problems, version });
  if (readIntent(context.fields, ["show"])) return { again: data(again()) };
  if ("problems" in read) return { again: data(again(read.problems), { status: 422 }) };
  return { draft: read.draft, typed: read.typed, demands, version };
}
