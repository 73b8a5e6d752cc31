/** What the pages share that write an update. */
import { data } from "@remix-run/node";

import { listDemandChoices } from "../../updates/demand-choices.server.ts";
import {
  type DemandChoices,
  readUpdateForm,
  type TypedUpdate,
  type UpdateProblems,
} from "../../updates/update-form.ts";
import { readIntent, readVersion } from "../read-form.ts";
import { type Composing, previewOf } from "./preview.server.ts";

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
