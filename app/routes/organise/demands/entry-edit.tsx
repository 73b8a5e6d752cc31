/** Where an entry of a demand's timeline is changed, translated or taken off. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { EntryForm } from "../../../components/organise/demands/entry-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import type { RequestContext } from "../../../context.server.ts";
import { changeEntry, removeEntry } from "../../../demands/life/change-entry.server.ts";
import { listEntries } from "../../../demands/life/entries.server.ts";
import {
  type EntryProblems,
  readEntry,
  type TypedEntry,
  typedOf,
} from "../../../demands/life/entry-form.ts";
import { linesOfEntry } from "../../../demands/life/entry-lines.ts";
import { nameOf } from "../../../demands/life/timeline.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireLife } from "../../../pages/demands/require-life.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { dayOf } from "../../../words/format.ts";
import { locales } from "../../../words/locale.ts";
import { entryWords, lifeWords } from "../../../words/organise/demand-life.ts";

/** @throws the 404 page */
async function requireEntry(context: RequestContext, id: string | undefined, entry: string) {
  const life = await requireLife(context, id);
  const found = (await listEntries(context.db, life.id)).find((one) => String(one.id) === entry);
  if (!found) throw answer(404);
  return { life, found };
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { life, found } = await requireEntry(context, params.id, params.entry!);
  const { id, kind, outcome, occurredOn, removedAt, others, version } = found;
  return {
    demand: { id: life.id, slug: life.slug, title: life.title },
    entry: {
      id,
      kind,
      version,
      name: nameOf({ kind, outcome }, en),
      isRemoved: removedAt !== null,
    },
    languages: locales.filter(
      (one) => life.languages.includes(one) || one === "en" || others[one] !== undefined,
    ),
    typed: { ...typedOf(found), kind, occurred_on: occurredOn } as TypedEntry,
    today: dayOf(context.clock()),
  };
}

interface Refused {
  typed: TypedEntry;
  problems: EntryProblems;
  stale?: StaleRecord;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const { life, found } = await requireEntry(context, params.id, params.entry!);
  const isRemoval = readIntent(fields, ["remove"]) === "remove";
  if (fields.has("intent") && !isRemoval) throw answer(400);
  const now = clock();
  const saw = readVersion(fields);
  const { typed, problems, entry } = readEntry(fields, found, now);
  if (!isRemoval && !entry) return data<Refused>({ typed, problems }, { status: 422 });
  const { said } = await actFor(context, organiserOf(context), now, (tx) =>
    isRemoval
      ? removeEntry(tx, life.id, found.id, saw, now)
      : changeEntry(tx, life.id, found.id, entry!, saw, now),
  );
  if (said !== "entry-stale")
    return seeOther(context, saying(href("/organise/demands/:id/life", { id: life.id }), said));
  const stands = (await requireEntry(context, params.id, params.entry!)).found;
  const isNamed = saw !== undefined;
  const yours = { ...(entry ?? stands), outcome: stands.outcome };
  const stale = { said, isNamed, kept: linesOfEntry(stands), yours: linesOfEntry(yours) };
  return data<Refused>({ typed, problems: {}, stale }, { status: isNamed ? 409 : 422 });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: entryWords.editTitle }));

export default function EditEntry() {
  const { demand, entry, languages, typed, today } = useLoaderData<typeof loader>();
  const sent = useActionData<Refused>() ?? { typed, problems: {} };
  return (
    <OrganisePage title={entryWords.editTitle}>
      <p className="lead">
        <a href={href("/organise/demands/:id/life", { id: demand.id })}>
          {demand.title || demand.slug}
        </a>
        {` · ${entry.name}`}
      </p>
      {entry.isRemoved && <p className="note">{lifeWords.removed}.</p>}
      <EntryForm
        action={href("/organise/demands/:id/timeline/:entry", { id: demand.id, entry: entry.id })}
        kind={entry.kind}
        version={entry.version}
        {...{ languages, today }}
        {...sent}
      />
    </OrganisePage>
  );
}
