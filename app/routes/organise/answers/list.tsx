/** Answers of members, of all sources: those that wait for an organiser, and all of them, newest first. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { listAllAnswers, listWaiting } from "../../../answers/given/list-given.server.ts";
import { ListPage } from "../../../components/lists/list-page.tsx";
import { AnswerTable } from "../../../components/organise/answers/answer-table.tsx";
import { WaitingList } from "../../../components/organise/answers/waiting-list.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { saidIn } from "../../../pages/flash.ts";
import { readList, requirePage } from "../../../pages/list-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { useSite } from "../../../pages/site.tsx";
import { href } from "../../../paths.ts";
import { inboundWords } from "../../../words/organise/inbound.ts";
import { answersWords as t } from "../../../words/organise/answers.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const [waiting, all] = await Promise.all([listWaiting(db, keys), listAllAnswers(db)]);
  const { list, rows } = requirePage(readList(request), all, ({ member, constituency, demand }) => [
    member,
    constituency,
    demand,
  ]);
  return { waiting, list, rows, said: saidIn(request) };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function Answers() {
  const { waiting, list, rows, said } = useLoaderData<typeof loader>();
  // what is not published may be private, so viewers do not read it
  const mayRead = useSite().role !== "viewer";
  return (
    <OrganisePage title={t.title} said={said}>
      <h2>{t.waiting}</h2>
      <p className="hint">{t.waitingHint}</p>
      <WaitingList {...{ waiting, mayRead }} />
      {mayRead && (
        <p>
          <a href={href("/organise/answers/mails")}>{inboundWords.title}</a>
        </p>
      )}
      <h2>{t.all}</h2>
      <p className="hint">{t.byHand}</p>
      <form method="get" role="search" className="search">
        <label htmlFor="q">{t.search}</label>
        <input id="q" name="q" type="search" defaultValue={list.q} autoComplete="off" />
        <button type="submit" className="quiet">
          {t.find}
        </button>
      </form>
      <ListPage {...list} path={href("/organise/answers")} none={t.none}>
        <AnswerTable answers={rows} mayRead={mayRead} />
      </ListPage>
    </OrganisePage>
  );
}
