/** What a demand says on paper to the House of Commons: the words left, the top sheet right. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  PaperForm,
  type PaperFormProps,
} from "../../../components/organise/demands/paper-form.tsx";
import { PaperPreview } from "../../../components/organise/demands/paper-preview.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../../../components/organise/stale-record.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { requireLife } from "../../../pages/demands/require-life.server.ts";
import { keepPaper, paperFormOf, showPaper } from "../../../pages/demands/paper.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { saidIn } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { paperWords as t } from "../../../words/organise/paper.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { id, slug, title, state } = await requireLife(context, params.id);
  return {
    demand: { id, slug, title: title || slug, isPublic: state === "open" || state === "closed" },
    form: await paperFormOf(context, id),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { id } = await requireLife(context, params.id);
  const { fields } = context;
  if (!fields.has("intent")) return keepPaper(context, organiserOf(context), id);
  if (readIntent(fields, intentsOf("/organise/demands/:id/paper")) !== "show") throw answer(400);
  return data({ form: showPaper(fields) });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function Paper() {
  const { demand, form: kept, mayChange, said } = useLoaderData<typeof loader>();
  const sent = useActionData<{ form: PaperFormProps; stale?: StaleRecord }>();
  const form = sent?.form ?? kept;
  const { id, slug, title, isPublic } = demand;
  const here = href("/organise/demands/:id/paper", { id });
  return (
    <OrganisePage title={t.title} said={said}>
      <p>
        <a href={href("/organise/demands/:id", { id })}>{title}</a>
      </p>
      <p className="lead">{t.lead}</p>
      {sent?.stale && <StaleRecordNotice {...sent.stale} here={here} />}
      {isPublic && kept.words.requests !== "" && (
        <p>
          <a href={href("/demands/:slug/petition-kit", { slug })}>{t.kit}</a>
        </p>
      )}
      {mayChange ? <PaperForm {...form} action={here} /> : <PaperPreview {...form} />}
    </OrganisePage>
  );
}
