/** What an organiser is told whose form of a demand was not simply kept. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import { typedOf } from "../../demands/writing/demand-form.ts";
import { readDemandForm } from "../../demands/writing/demand-form.ts";
import { demandVersion, type KeptDemand } from "../../demands/writing/kept.server.ts";
import {
  type DemandDraft,
  saveDemand,
  type SavedDemand,
} from "../../demands/writing/save-demand.server.ts";
import { linesOfSettings, linesOfWords, type Settings } from "../../demands/words.ts";
import { href } from "../../paths.ts";
import type { Flash } from "../../words/flash.ts";
import { demandProblems } from "../../words/organise/demands.ts";
import { actFor } from "../act-for.server.ts";
import { seeOther } from "../answers.server.ts";
import { saying } from "../flash.ts";
import { readVersion } from "../read-form.ts";
import { organiserOf } from "../session.server.ts";
import { demandFormProps, requireKept } from "./demand-form.server.ts";

const pathOf = (id: number) => href("/organise/demands/:id", { id });

/** The form of a demand that there is. */
export const formOf = (kept: KeptDemand) =>
  demandFormProps(pathOf(kept.id), kept.state, typedOf(kept.words.en, kept.settings), {
    version: demandVersion(kept),
  });

const saidOf = (saved: SavedDemand): Flash => {
  switch (saved.outcome) {
    case "saved":
      return saved.isNewVersion ? "demand-words-new" : "demand-kept";
    case "stale":
      return "demand-stale";
    case "slug-taken":
      return "demand-slug-taken";
    case "needs-confirmation":
      return "demand-asked";
    case "no-demand":
      return "demand-gone";
  }
};

/** The form as it was typed, with how it looks. */
export function showTyped({ fields, clock }: RequestContext, kept: KeptDemand) {
  const { typed } = readDemandForm(fields, kept.state, clock());
  const version = readVersion(fields);
  return { form: demandFormProps(pathOf(kept.id), kept.state, typed, { version }) };
}

/** Keeps a posted form. @returns where to go, or the form again with what stands in its way */
export async function keepTyped(context: RequestContext, kept: KeptDemand) {
  const { fields, clock } = context;
  const now = clock();
  const { id, state } = kept;
  const { typed, problems, draft } = readDemandForm(fields, state, now);
  const version = readVersion(fields);
  const form = (more: Parameters<typeof demandFormProps>[3]) =>
    demandFormProps(pathOf(id), state, typed, { version, ...more });
  if (!draft) return data({ form: form({ problems }) }, { status: 422 });
  const confirmed = fields.get("confirmed") ?? undefined;
  const knowing = { saw: version ?? "", confirmed };
  const saved = await actFor(context, organiserOf(context), now, async (tx) => {
    const saved = await saveDemand(tx, id, draft, knowing, now);
    return { ...saved, said: saidOf(saved) };
  });
  switch (saved.outcome) {
    case "saved":
      return seeOther(context, saying(pathOf(id), saved.said));
    case "slug-taken":
      return data(
        { form: form({ problems: { slug: demandProblems.slugTaken } }) },
        { status: 422 },
      );
    case "needs-confirmation": {
      const { signed, all, waiting, confirm } = saved;
      const before = linesOfWords(kept.words.en, "en");
      const after = linesOfWords(draft.words, "en");
      return data({ form: form({}), asks: { signed, all, waiting, confirm, before, after } });
    }
    case "stale": {
      const now = await requireKept(context, String(id));
      const stale = { ...staleOf(now, draft), said: saved.said, isNamed: version !== undefined };
      return data(
        { form: form({ version: demandVersion(now) }), stale },
        { status: stale.isNamed ? 409 : 422 },
      );
    }
    case "no-demand":
      return seeOther(context, saying(href("/organise/demands"), saved.said));
  }
}

function staleOf({ words, settings }: KeptDemand, draft: DemandDraft) {
  const { slug = settings.slug, position = settings.position } = draft.settings;
  const yours: Settings = { ...draft.settings, slug, position };
  return {
    kept: [...linesOfWords(words.en, "en"), ...linesOfSettings(settings)],
    yours: [...linesOfWords(draft.words, "en"), ...linesOfSettings(yours)],
  };
}
