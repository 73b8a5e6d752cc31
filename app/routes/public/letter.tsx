/** One letter as the public sees it: the text as written, the totals as sent. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { CopyToRead, PlaceChoice } from "../../components/letter-copy.tsx";
import { Deliveries } from "../../components/letter-progress.tsx";
import { ListPage } from "../../components/lists/list-page.tsx";
import { SentPlaces } from "../../components/sent-places.tsx";
import { progressOf } from "../../letters/copy-life.ts";
import { getPublicCopy, listWrittenTo } from "../../letters/preview-copy.server.ts";
import { getPublished, listSentPlaces } from "../../letters/published.server.ts";
import { getArea } from "../../places/place.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const published = await getPublished(db, params.id, locale);
  if (!published) throw answer(404);
  const { heading, letter, demands, counts } = published;
  const code = new URL(request.url).searchParams.get("constituency");
  const only = code ? await getArea(db, code) : undefined;
  if (code && !only) throw answer(404);
  const { id, body, state, countedAt, rehearsal } = letter;
  const [written, places] = await Promise.all([
    listWrittenTo(db, id),
    listSentPlaces(
      db,
      id,
      demands.map((demand) => demand.id),
      only?.code,
    ),
  ]);
  const { list, rows } = requirePage({ ...readList(request), q: "" }, places, () => []);
  return {
    heading,
    letter: { id, body, state, countedAt, rehearsal },
    demands,
    counts,
    written: written,
    isOne: only !== undefined,
    copy: only && (await getPublicCopy(db, letter, only.code)),
    list,
    places: rows,
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: args.data?.heading ?? words.letters.title,
    description: args.data?.letter.rehearsal ? words.letters.rehearsal : words.letters.lead,
  }));

export default function PublicLetter() {
  const { heading, letter, demands, counts, list, places, written, isOne, copy } =
    useLoaderData<typeof loader>();
  const { words, to, locale } = useSite();
  const t = words.letters;
  const { all } = progressOf(counts);
  return (
    <article>
      <p className="eyebrow">
        <a href={to(href("/letters"))}>{t.title}</a>
      </p>
      <Heading text={heading} lang="en" />
      <p>
        <span className="tag">{letter.rehearsal ? t.rehearsed : t.states[letter.state]}</span>{" "}
        {t.sentOn(formatDate(locale, letter.countedAt))},{" "}
        {(letter.rehearsal ? t.copies : t.to)(all)}
      </p>
      {letter.rehearsal ? <p className="note">{t.rehearsal}</p> : <Deliveries counts={counts} />}
      <section>
        <h2>{t.totals}</h2>
        <dl className="facts">
          {demands.map(({ id, slug, title, lang, total }) => (
            <div key={id}>
              <dt>
                <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
                  {title}
                </a>
              </dt>
              <dd>{words.count.signatures(total)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t.text}</h2>
        <p className="hint">{t.fieldsNote}</p>
        <pre className="as-written" lang="en">
          {letter.body}
        </pre>
      </section>
      <section>
        <h2>{t.byPlace}</h2>
        <PlaceChoice letterId={letter.id} places={written} chosen={copy?.areaCode} />
        {isOne && (
          <p>
            <a href={to(href("/letters/:id", { id: letter.id }))}>{t.byPlace}</a>
          </p>
        )}
        {copy && <CopyToRead {...copy} />}
        <ListPage
          {...list}
          path={href("/letters/:id", { id: letter.id })}
          note={words.places.fewerNote}
          none={words.demand.noPlaces}
        >
          <SentPlaces letterId={letter.id} demands={demands} places={places} />
        </ListPage>
      </section>
    </article>
  );
}
