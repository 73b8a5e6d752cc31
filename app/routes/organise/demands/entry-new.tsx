/** Where an entry is added to a demand's timeline. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { EntryForm } from "../../../components/organise/demands/entry-form.tsx";
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
import { dayOf } from "../../../words/format.ts";
import { entryWords } from "../../../words/organise/demand-life.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { id, slug, title, languages } = await requireLife(context, params.id);
  return { id, slug, title, languages, today: dayOf(context.clock()) };
}

interface Refused {
  typed: TypedEntry;
  problems: EntryProblems;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const { id } = await requireLife(context, params.id);
  if (fields.has("intent")) throw answer(400);
  const now = clock();
  const { typed, problems, entry } = readEntry(fields, {}, now);
  if (!entry) return data<Refused>({ typed, problems }, { status: 422 });
  const { said } = await actFor(context, organiserOf(context), now, (tx) =>
    addEntry(tx, id, entry, now),
  );
  return seeOther(context, saying(href("/organise/demands/:id/life", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: entryWords.newTitle }));

export default function NewEntryPage() {
  const { id, slug, title, languages, today } = useLoaderData<typeof loader>();
  const { typed, problems } = useActionData<Refused>() ?? {
    typed: { occurred_on: today },
    problems: {},
  };
  return (
    <OrganisePage title={entryWords.newTitle}>
      <p className="lead">
        <a href={href("/organise/demands/:id/life", { id })}>{title || slug}</a>
      </p>
      <EntryForm
        action={href("/organise/demands/:id/timeline/new", { id })}
        kind={undefined}
        {...{ languages, today, typed, problems }}
      />
    </OrganisePage>
  );
}
