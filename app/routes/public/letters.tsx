/** The letters that were sent, newest first. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { ListPage } from "../../components/lists/list-page.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { LetterProgress } from "../../components/letter-progress.tsx";
import { progressOf } from "../../letters/copy-life.ts";
import { listLettersShown } from "../../pages/letters/public-list.server.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

/** So many, each with several demands, are less than ten screens of a phone. */
const MOST = 8;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const asked = readList(request);
  const isFirst = asked.q === "" && asked.page === 1;
  const sent = await (isFirst ? listLettersShown(db, locale) : context.lists.letters(locale));
  const { list, rows } = requirePage(
    asked,
    sent,
    ({ heading, demands }) => [heading, ...demands.map(({ title }) => title)],
    MOST,
  );
  return { list, isSearched: sent.length > MOST, letters: rows };
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.letters.title, description: words.letters.lead }));

export default function Letters() {
  const { list, isSearched, letters } = useLoaderData<typeof loader>();
  const { words, to, locale } = useSite();
  const t = words.letters;
  return (
    <>
      <Heading text={t.title} />
      <p className="lead">{t.lead}</p>
      {isSearched && <SearchForm label={t.search} button={words.places.searchButton} q={list.q} />}
      <ListPage {...list} path={href("/letters")} none={list.q === "" ? t.none : t.notFound}>
        <ul className="letters">
          {letters.map(({ id, heading, state, countedAt, rehearsal, counts, demands }) => (
            <li key={id}>
              <Heading
                level="h2"
                text={heading}
                lang="en"
                link={to(href("/letters/:id", { id }))}
              />
              <p>
                <span className="tag">{rehearsal ? t.rehearsed : t.states[state]}</span>{" "}
                {t.sentOn(formatDate(locale, countedAt))},{" "}
                {(rehearsal ? t.copies : t.to)(progressOf(counts).all)}
              </p>
              {state !== "sent" && !rehearsal && (
                <p>
                  <LetterProgress counts={counts} />
                </p>
              )}
              {rehearsal && <p className="note">{t.rehearsal}</p>}
              <dl className="facts">
                {demands.map((demand) => (
                  <div key={demand.id}>
                    <dt lang={demand.lang}>{demand.title}</dt>
                    <dd>{words.count.signatures(demand.total)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      </ListPage>
    </>
  );
}
