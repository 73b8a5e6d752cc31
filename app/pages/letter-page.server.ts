/** What the pages share that write a letter. */
import type { RequestContext } from "../context.server.ts";
import type { LetterFieldsProps } from "../components/organise/letter-fields.tsx";
import { sampleFacts } from "../letters/default-letter.ts";
import { findUnknownFields } from "../letters/fields.ts";
import type { Choices, Problems, Typed } from "../letters/letter-form.ts";
import { showFilled } from "../letters/preview-copy.server.ts";
import type { Letter } from "../letters/letter.ts";
import { getLetter } from "../letters/get-letter.server.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { answer } from "./answers.server.ts";

/** @throws the 404 page */
export async function requireLetter(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Letter> {
  const letter = await getLetter(db, id);
  if (!letter) throw answer(404);
  return letter;
}

/** The form with a sample copy of what was typed, about the demands chosen, or the first ones. */
export async function letterFields(
  { db }: Pick<RequestContext, "db">,
  action: string,
  choices: Choices,
  typed: Typed,
  problems: Problems = {},
): Promise<LetterFieldsProps> {
  const demands = await listDemands(db, "en");
  const chosen = demands.filter(({ slug }) => typed.demand.includes(slug));
  const facts = sampleFacts(chosen.length > 0 ? chosen : demands.slice(0, 2));
  const isReadable =
    facts.demands.length > 0 && findUnknownFields(typed.subject + typed.body).length === 0;
  const sample = isReadable ? showFilled(typed, facts) : undefined;
  return {
    action,
    choices: {
      ...choices,
      demands: choices.demands.map(({ id, slug, title }) => ({ id, slug, title })),
    },
    typed,
    problems,
    sample: sample && { subject: sample.subject, html: sample.html },
  };
}
