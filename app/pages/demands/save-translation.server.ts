/** What a posted translation comes to, and what an organiser is told of it. */
import { data } from "@remix-run/node";

import type { LocaleCode } from "#db/schema.ts";

import type { RequestContext } from "../../context.server.ts";
import { linesOfWords, type Words } from "../../demands/words.ts";
import { type KeptDemand, wordsVersion } from "../../demands/writing/kept.server.ts";
import { removeTranslation } from "../../demands/writing/remove-translation.server.ts";
import { type SavedWords, saveWords } from "../../demands/writing/save-words.server.ts";
import { translated } from "../../demands/writing/translations.server.ts";
import {
  readWordsForm,
  typedWords,
  type TypedWords,
  type WordsProblems,
} from "../../demands/writing/words-form.ts";
import { href } from "../../paths.ts";
import type { Flash } from "../../words/flash.ts";
import { actFor } from "../act-for.server.ts";
import { answer, seeOther } from "../answers.server.ts";
import { saying } from "../flash.ts";
import { readVersion } from "../read-form.ts";
import { organiserOf } from "../session.server.ts";
import { previewOf, requireKept } from "./demand-form.server.ts";

type Translated = (typeof translated)[number];

/** @throws the 404 page for what is no language that a demand is translated into */
export function requireTranslated(code: string | undefined): Translated {
  const locale = translated.find((one) => one === code);
  if (!locale) throw answer(404);
  return locale;
}

const pathOf = (id: number, locale: LocaleCode) =>
  href("/organise/demands/:id/words/:locale", { id, locale });

/** The form of a translation, new or kept; `version` is that of what it was made from. */
export function translationForm(
  kept: KeptDemand,
  locale: LocaleCode,
  typed: TypedWords = typedWords(kept.words[locale]),
  more: { problems?: WordsProblems; version?: string | undefined } = {},
) {
  const { problems = {}, version = wordsVersion(kept, locale) } = more;
  const { title, summary, body, addressee } = kept.words.en;
  const english = { title, summary, body, addressee };
  const action = pathOf(kept.id, locale);
  return { action, locale, english, typed, problems, version, preview: previewOf(typed) };
}

export function showTranslation({ fields }: RequestContext, kept: KeptDemand, locale: Translated) {
  const { typed } = readWordsForm(fields);
  return { form: translationForm(kept, locale, typed, { version: readVersion(fields) ?? "" }) };
}

const saidOf = (saved: SavedWords, kept: Flash): Flash => {
  switch (saved.outcome) {
    case "saved":
      return saved.isNewVersion ? "demand-words-new" : kept;
    case "stale":
      return "translation-stale";
    case "needs-confirmation":
      return "demand-asked";
    case "no-demand":
      return "demand-gone";
  }
};

/** Keeps a posted translation. */
export async function keepTranslation(
  context: RequestContext,
  kept: KeptDemand,
  locale: Translated,
) {
  const { typed, problems, words } = readWordsForm(context.fields);
  const version = readVersion(context.fields);
  if (!words) {
    const form = translationForm(kept, locale, typed, { problems, version: version ?? "" });
    return data({ form }, { status: 422 });
  }
  return keep(context, kept, locale, words, typed, "translation-kept");
}

/** Says of a translation that nothing has to be changed in it. */
export async function markRight(context: RequestContext, kept: KeptDemand, locale: Translated) {
  const words = kept.words[locale];
  if (!words) return seeOther(context, saying(pathOf(kept.id, locale), "translation-none"));
  return keep(context, kept, locale, words, typedWords(words), "translation-right");
}

async function keep(
  context: RequestContext,
  kept: KeptDemand,
  locale: Translated,
  words: Words,
  typed: TypedWords,
  flash: Flash,
) {
  const { fields, clock } = context;
  const now = clock();
  const { id } = kept;
  const version = readVersion(fields);
  const knowing = { saw: version ?? "", confirmed: fields.get("confirmed") ?? undefined };
  const saved = await actFor(context, organiserOf(context), now, async (tx) => {
    const saved = await saveWords(tx, id, locale, words, knowing, now);
    return { ...saved, said: saidOf(saved, flash) };
  });
  switch (saved.outcome) {
    case "saved":
      return seeOther(context, saying(pathOf(id, locale), saved.said));
    case "no-demand":
      return seeOther(context, saying(href("/organise/demands"), saved.said));
    case "needs-confirmation": {
      const { signed, all, waiting, confirm } = saved;
      const before = linesOfWords(kept.words[locale] ?? kept.words.en, locale);
      const asks = { signed, all, waiting, confirm, before, after: linesOfWords(words, locale) };
      return data({ form: translationForm(kept, locale, typed, { version }), asks });
    }
    case "stale": {
      const now = await requireKept(context, String(id));
      const isNamed = version !== undefined;
      const both = {
        kept: linesOfWords(now.words[locale], locale),
        yours: linesOfWords(words, locale),
      };
      const stale = { ...both, said: saved.said, isNamed };
      return data(
        { form: translationForm(now, locale, typed), stale },
        { status: isNamed ? 409 : 422 },
      );
    }
  }
}

/** Takes a translation away; what was seen of it is compared first. */
export async function removeIt(context: RequestContext, kept: KeptDemand, locale: Translated) {
  const now = context.clock();
  const { id } = kept;
  const removed = await actFor(context, organiserOf(context), now, async (tx) => {
    const removed = await removeTranslation(tx, id, locale, readVersion(context.fields), now);
    return { ...removed, said: removedAs[removed.outcome] };
  });
  if (removed.outcome !== "stale")
    return seeOther(context, saying(pathOf(id, locale), removed.said));
  const stands = await requireKept(context, String(id));
  const lines = linesOfWords(stands.words[locale], locale);
  const seen = linesOfWords(kept.words[locale], locale);
  const stale = { kept: lines, yours: seen, said: removed.said, isNamed: true };
  return data({ form: translationForm(stands, locale), stale }, { status: 409 });
}

const removedAs = {
  removed: "translation-removed",
  signed: "translation-signed",
  stale: "translation-stale",
  none: "translation-none",
} as const;
