/** The form of a demand's petition on paper, as its page shows it and keeps it. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import { getPaper, paperVersion } from "../../demands/paper/get-paper.server.ts";
import { type PaperProblems, readPaper } from "../../demands/paper/paper-form.ts";
import type { PaperWords } from "../../demands/paper/petition.ts";
import { doubtsOf } from "../../demands/paper/rules.ts";
import { savePaper } from "../../demands/paper/save-paper.server.ts";
import { href } from "../../paths.ts";
import { paperDoubt, paperWords as say } from "../../words/organise/paper.ts";
import { actFor } from "../act-for.server.ts";
import { seeOther } from "../answers.server.ts";
import { saying } from "../flash.ts";
import { readVersion } from "../read-form.ts";

const formProps = (
  words: PaperWords,
  version: string | undefined,
  problems: PaperProblems = {},
) => ({
  words,
  version,
  problems,
  doubts: doubtsOf(words).map(paperDoubt),
});

export async function paperFormOf({ db }: Pick<RequestContext, "db">, demandId: number) {
  const kept = await getPaper(db, demandId);
  return formProps(kept, paperVersion(kept));
}

/** As it was typed, with what is wrong, whether it is to be kept or not. */
export function showPaper(fields: URLSearchParams) {
  const { words, problems } = readPaper(fields);
  return formProps(words, readVersion(fields), problems);
}

const linesOf = ({ declares, requests }: PaperWords) => [
  { label: say.declares, text: declares },
  { label: say.requests, text: requests },
];

/** Keeps a posted form. @returns where to go, or the form again with what stands in its way */
export async function keepPaper(
  context: Pick<RequestContext, "db" | "changes" | "fields" | "clock" | "prefix">,
  organiser: { id: number },
  demandId: number,
) {
  const { db, fields, clock } = context;
  const form = showPaper(fields);
  if (Object.keys(form.problems).length > 0) return data({ form }, { status: 422 });
  const now = clock();
  const { said } = await actFor(context, organiser, now, (tx) =>
    savePaper(tx, demandId, form.words, form.version, now),
  );
  if (said !== "paper-stale") {
    const path = href("/organise/demands/:id/paper", { id: demandId });
    return seeOther(context, saying(path, said));
  }
  const kept = await getPaper(db, demandId);
  const isNamed = form.version !== undefined;
  const stale = { said, isNamed, kept: linesOf(kept), yours: linesOf(form.words) };
  const again = { ...form, version: paperVersion(kept) };
  return data({ form: again, stale }, { status: isNamed ? 409 : 422 });
}
