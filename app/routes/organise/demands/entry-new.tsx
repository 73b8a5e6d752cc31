/** Where an entry is added to a demand's timeline. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { EntryForm } from "../../../components/organise/demands/entry-form.tsx";
import { ErrorBox } from "../../../components/error-summary.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { addEntry } from "../../../demands/life/change-entry.server.ts";
import {
  type EntryProblems,
  readEntry,
  type TypedEntry,
} from "../../../demands/life/entry-form.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { requireLife } from "../../../pages/demands/require-life.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { type Flash, flashes } from "../../../words/flash.ts";
import { dayOf } from "../../../words/format.ts";
import { entryWords, lifeFormWords } from "../../../words/organise/demand-life.ts";
import { formWords } from "../../../words/organise-forms.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { id, slug, title, languages } = await requireLife(context, params.id);
  return { id, slug, title, languages, today: dayOf(context.clock()) };
}

interface Refused {
  typed: TypedEntry;
  problems: EntryProblems;
  said?: Flash;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const { id } = await requireLife(context, params.id);
  if (fields.has("intent")) throw answer(400);
  const now = clock();
  const { typed, problems, entry } = readEntry(fields, {}, now);
  if (!entry) return data<Refused>({ typed, problems }, { status: 422 });
  const { said, changed } = await actFor(context, organiserOf(context), now, (tx) =>
    addEntry(tx, id, entry, now),
  );
  if (!changed) return data<Refused>({ typed, problems, said }, { status: 409 });
  return seeOther(context, saying(href("/organise/demands/:id/life", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: entryWords.newTitle }));

export default function NewEntryPage() {
  const { id, slug, title, languages, today } = useLoaderData<typeof loader>();
  const sent = useActionData<Refused>();
  const { typed, problems } = sent ?? { typed: { occurred_on: today }, problems: {} };
  return (
    <OrganisePage title={entryWords.newTitle}>
      <p className="lead">
        <a href={href("/organise/demands/:id/life", { id })}>{title || slug}</a>
      </p>
      {sent?.said && (
        <ErrorBox title={lifeFormWords.notDone}>
          <p>{flashes[sent.said]}</p>
          <p>{formWords.kept}</p>
        </ErrorBox>
      )}
      <EntryForm
        action={href("/organise/demands/:id/timeline/new", { id })}
        kind={undefined}
        {...{ languages, today, typed, problems }}
      />
    </OrganisePage>
  );
}
