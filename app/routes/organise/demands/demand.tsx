/** One demand, for organisers: its words, its settings and its languages. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  DEMAND_FORM,
  DemandForm,
  type DemandFormProps,
} from "../../../components/organise/demands/demand-form.tsx";
import { DemandFacts } from "../../../components/organise/demands/demand-facts.tsx";
import { type Asks, SignedWords } from "../../../components/organise/demands/signed-words.tsx";
import { LanguageLinks } from "../../../components/organise/demands/language-links.tsx";
import { DemandPreview } from "../../../components/organise/demands/demand-preview.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../../../components/organise/stale-record.tsx";
import { translationsOf } from "../../../demands/writing/translations.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { answer } from "../../../pages/answers.server.ts";
import { requireKept } from "../../../pages/demands/demand-form.server.ts";
import { formOf, keepTyped, showTyped } from "../../../pages/demands/save-demand.server.ts";
import { saidIn } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { role } = organiserOf(context);
  const kept = await requireKept(context, params.id);
  const { id, state, outcome, count, settings } = kept;
  return {
    demand: { id, state, outcome, count, slug: settings.slug, title: kept.words.en.title },
    translations: translationsOf(kept),
    form: formOf(kept),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const kept = await requireKept(context, params.id);
  const { fields } = context;
  if (!fields.has("intent")) return keepTyped(context, kept);
  switch (readIntent(fields, intentsOf("/organise/demands/:id"))) {
    case "show":
      return showTyped(context, kept);
    default:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.demand.title ?? "Demand" }));

interface Sent {
  form: DemandFormProps;
  stale?: StaleRecord;
  asks?: Asks;
}

export default function OrganiseDemand() {
  const { demand, translations, form: kept, mayChange, said } = useLoaderData<typeof loader>();
  const { form = kept, stale, asks } = useActionData<Sent>() ?? {};
  const here = href("/organise/demands/:id", { id: demand.id });
  return (
    <OrganisePage title={demand.title} said={said}>
      {stale && <StaleRecordNotice {...stale} here={here} />}
      {asks && <SignedWords {...asks} form={DEMAND_FORM} here={here} />}
      <DemandFacts {...demand} mayChange={mayChange} />
      <h2>Languages</h2>
      <LanguageLinks id={demand.id} translations={translations} />
      <h2>Words and settings</h2>
      {mayChange ? (
        <DemandForm {...form} keep={stale ? "Keep mine instead" : "Keep the changes"} />
      ) : (
        <DemandPreview {...form.preview} slug={form.slug} />
      )}
    </OrganisePage>
  );
}
