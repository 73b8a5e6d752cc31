/** The page of a letter: the search for a copy, the totals, the text as written, the constituencies. */
import { type CopyCounts, progressOf } from "../../letters/copy-life.ts";
import type { Letter, SentDemand, SentPlace } from "../../letters/letter.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { Deliveries } from "../letter-progress.tsx";
import { ListPage, type ListPageProps } from "../lists/list-page.tsx";
import { SearchForm } from "../search-form.tsx";
import { SentPlaces } from "../sent-places.tsx";
import { Heading } from "../text/heading.tsx";

export interface WholeLetterProps {
  letter: Pick<Letter, "id" | "body" | "state" | "rehearsal"> & {
    heading: string;
    countedAt: Date;
  };
  demands: SentDemand[];
  counts: CopyCounts;
  /** Which of the constituencies these are. */
  list: Omit<ListPageProps, "path" | "none" | "children">;
  places: readonly SentPlace[];
}

export function WholeLetter({ letter, demands, counts, list, places }: WholeLetterProps) {
  const { words, to, locale } = useSite();
  const t = words.letters;
  const { id, rehearsal } = letter;
  const isSearched = list.q !== "";
  const table = (
    <ListPage
      {...list}
      path={href("/letters/:id", { id })}
      note={words.places.fewerNote}
      none={isSearched ? words.members.notFound : words.demand.noPlaces}
    >
      <SentPlaces letterId={id} demands={demands} places={places} />
    </ListPage>
  );
  return (
    <article>
      <p className="eyebrow">
        <a href={to(href("/letters"))}>{t.title}</a>
      </p>
      <Heading text={letter.heading} lang="en" />
      <p>
        <span className="tag">{rehearsal ? t.rehearsed : t.states[letter.state]}</span>{" "}
        {t.sentOn(formatDate(locale, letter.countedAt))},{" "}
        {(rehearsal ? t.copies : t.to)(progressOf(counts).all)}
      </p>
      {rehearsal && <p className="note">{t.rehearsal}</p>}
      <section>
        <h2>{t.find}</h2>
        <p className="hint">{t.findLead}</p>
        <SearchForm label={words.members.search} button={words.places.searchButton} q={list.q} />
        {isSearched && table}
      </section>
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
        {!rehearsal && <Deliveries counts={counts} />}
      </section>
      {!isSearched && (
        <details open={list.page > 1}>
          <summary>
            <h2>{t.byPlace}</h2>
          </summary>
          {table}
        </details>
      )}
      <details open={!isSearched && list.page === 1}>
        <summary>
          <h2>{t.text}</h2>
        </summary>
        <p className="hint">{t.fieldsNote}</p>
        <pre className="as-written" lang="en">
          {letter.body}
        </pre>
      </details>
    </article>
  );
}
