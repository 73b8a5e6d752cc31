/** What the pages share on which a demand is written: the form, its preview, what is told of a refusal. */
import { renderMarkdown } from "../../words/markdown.ts";
import type { DemandState } from "#db/schema.ts";

import type { RequestContext } from "../../context.server.ts";
import { slugFrom } from "../../demands/slug.ts";
import type { DemandProblems, TypedDemand } from "../../demands/writing/demand-form.ts";
import { getKept, type KeptDemand } from "../../demands/writing/kept.server.ts";
import { answer } from "../answers.server.ts";
import { lineEnds } from "../read-form.ts";

/** @throws the 404 page */
export async function requireKept(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<KeptDemand> {
  const kept = /^[1-9]\d{0,8}$/.test(id ?? "") ? await getKept(db, Number(id)) : undefined;
  if (!kept) throw answer(404);
  return kept;
}

/** How typed words look on the demand's page. */
export const previewOf = (
  typed: Pick<TypedDemand, "title" | "summary" | "body" | "addressee">,
) => ({
  ...{ title: typed.title.trim(), summary: typed.summary.trim() },
  addressee: typed.addressee.trim(),
  html: renderMarkdown(lineEnds(typed.body)),
});
export type Preview = ReturnType<typeof previewOf>;

/** @param more.version of what the form was made from; undefined for a new demand */
export function demandFormProps(
  action: string,
  state: DemandState,
  typed: TypedDemand,
  more: { problems?: DemandProblems; version?: string | undefined } = {},
) {
  const { problems = {}, version } = more;
  const slug = typed.slug.trim() || (typed.title.trim() === "" ? "" : slugFrom(typed.title));
  return { action, state, typed, problems, version, slug, preview: previewOf(typed) };
}
