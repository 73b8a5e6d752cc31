/** A demand in another language: the English on the left, the translation on the right. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { EnglishSince } from "../../../components/organise/demands/english-since.tsx";
import { LanguageLinks } from "../../../components/organise/demands/language-links.tsx";
import { type Asks, SignedWords } from "../../../components/organise/demands/signed-words.tsx";
import {
  TRANSLATION_FORM,
  TranslationForm,
  type TranslationFormProps,
} from "../../../components/organise/demands/translation-form.tsx";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../../../components/organise/stale-record.tsx";
import { translationsOf } from "../../../demands/writing/translations.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { answer } from "../../../pages/answers.server.ts";
import { requireKept } from "../../../pages/demands/demand-form.server.ts";
import {
  keepTranslation,
  markRight,
  removeIt,
  requireTranslated,
  showTranslation,
  translationForm,
} from "../../../pages/demands/save-translation.server.ts";
import { englishSince } from "../../../pages/demands/english-since.server.ts";
import { saidIn } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { languageNames } from "../../../words/organise/demands.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const kept = await requireKept(context, params.id);
  const locale = requireTranslated(params.locale);
  return {
    ...{ id: kept.id, locale, title: kept.words.en.title, said: saidIn(request) },
    translations: translationsOf(kept),
    form: translationForm(kept, locale),
    since: await englishSince(context.db, kept, locale),
    isKept: kept.words[locale] !== undefined,
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const kept = await requireKept(context, params.id);
  const locale = requireTranslated(params.locale);
  const { fields } = context;
  if (!fields.has("intent")) return keepTranslation(context, kept, locale);
  switch (readIntent(fields, intentsOf("/organise/demands/:id/words/:locale"))) {
    case "show":
      return showTranslation(context, kept, locale);
    case "right":
      return markRight(context, kept, locale);
    case "remove":
      return removeIt(context, kept, locale);
    default:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({
    title: args.data ? `${languageNames[args.data.locale]}: ${args.data.title}` : "Translation",
  }));

interface Sent {
  form: TranslationFormProps;
  stale?: StaleRecord;
  asks?: Asks;
}

export default function DemandWords() {
  const { id, locale, title, translations, since, isKept, mayChange, said, ...loaded } =
    useLoaderData<typeof loader>();
  const { form = loaded.form, stale, asks } = useActionData<Sent>() ?? {};
  const here = href("/organise/demands/:id/words/:locale", { id, locale });
  const version = loaded.form.version;
  return (
    <OrganisePage title={`In ${languageNames[locale]}`} said={said}>
      <p>
        <a href={href("/organise/demands/:id", { id })}>{title}</a>
      </p>
      <LanguageLinks id={id} translations={translations} />
      {stale && <StaleRecordNotice {...stale} here={here} />}
      {asks && <SignedWords {...asks} form={TRANSLATION_FORM} here={here} />}
      {since && (
        <EnglishSince {...since}>
          {mayChange && (
            <DeedButton action={here} intent="right" className="quiet" fields={{ version }}>
              The translation is still right
            </DeedButton>
          )}
        </EnglishSince>
      )}
      <TranslationForm {...form} mayChange={mayChange} isTypedOver={stale !== undefined} />
      {mayChange && isKept && (
        <>
          <h2>Take it away</h2>
          <p className="hint">
            The English text stands in for it then. It cannot be taken away once people have signed
            its words.
          </p>
          <DeedButton action={here} intent="remove" className="danger" fields={{ version }}>
            Take the {languageNames[locale]} translation away
          </DeedButton>
        </>
      )}
    </OrganisePage>
  );
}
