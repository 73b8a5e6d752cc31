/** A demand's life, for organisers: where it stands, what can be done, what is on its timeline. */
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { EntryList, RemovedEntries } from "../../../components/organise/demands/entry-list.tsx";
import { LifeFacts } from "../../../components/organise/demands/life-facts.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { deedNames, demandDeeds, refusalOf } from "../../../demands/life/demand-life.ts";
import { putBackEntry } from "../../../demands/life/change-entry.server.ts";
import { listEntries } from "../../../demands/life/entries.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { requireLife } from "../../../pages/demands/require-life.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { countWaitingFor } from "../../../signatures/count-waiting-for.server.ts";
import { lifeWords } from "../../../words/organise/demand-life.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db } = context;
  const life = await requireLife(context, params.id);
  const [entries, waiting] = await Promise.all([
    listEntries(db, life.id),
    countWaitingFor(db, life.id),
  ]);
  return {
    life,
    waiting,
    entries,
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const { id } = await requireLife(context, params.id);
  if (readIntent(fields, intentsOf("/organise/demands/:id/life")) === undefined) throw answer(400);
  const now = clock();
  const { said } = await actFor(context, organiserOf(context), now, (tx) =>
    putBackEntry(tx, id, Number(fields.get("entry")), now),
  );
  return seeOther(context, saying(href("/organise/demands/:id/life", { id }), said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.life.title ?? lifeWords.title }));

export default function Life() {
  const { life, waiting, entries, mayChange, said } = useLoaderData<typeof loader>();
  const { id } = life;
  const t = lifeWords;
  const shown = entries.filter(({ removedAt }) => removedAt === null);
  return (
    <OrganisePage title={life.title || life.slug} said={said}>
      <LifeFacts life={life} waiting={waiting} />
      {mayChange && (
        <>
          <h2>{t.next}</h2>
          <ul>
            {deedNames
              .filter((name) => refusalOf(name, life) === undefined)
              .map((name) => (
                <li key={name}>
                  <a href={href("/organise/demands/:id/life/:deed", { id, deed: name })}>
                    {demandDeeds[name].label}
                  </a>
                </li>
              ))}
          </ul>
        </>
      )}
      <h2>{t.timeline}</h2>
      <p className="hint">{t.timelineHint}</p>
      {mayChange && life.state !== "draft" && (
        <p>
          <a className="button" href={href("/organise/demands/:id/timeline/new", { id })}>
            {t.add}
          </a>
        </p>
      )}
      {shown.length === 0 && <p>{t.nothingYet}</p>}
      <EntryList
        demandId={id}
        slug={life.slug}
        entries={shown}
        languages={life.languages}
        mayChange={mayChange}
      />
      <RemovedEntries
        demandId={id}
        entries={entries.filter(({ removedAt }) => removedAt !== null)}
        mayChange={mayChange}
      />
    </OrganisePage>
  );
}
