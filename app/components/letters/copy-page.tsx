/** The page of one member's copy: the letter itself, how to check it, the way to the others. */
import type { Delivery } from "../../letters/copy-life.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { deliveryWords } from "../members/delivery-words.ts";
import { SearchForm } from "../search-form.tsx";
import { Heading } from "../text/heading.tsx";
import { type Checked, LetterCheck } from "./letter-check.tsx";
import { LetterSheet, type Sheet } from "./letter-sheet.tsx";

export interface CopyPageProps extends Pick<Checked, "area" | "demands"> {
  letter: { id: number; heading: string; countedAt: Date; rehearsal: boolean };
  from: Sheet["from"] & Pick<Checked, "email">;
  /** Undefined where nobody of this constituency was written to. */
  copy:
    | {
        member: { id: number; fullTitle: string; house: readonly string[] };
        delivery: Delivery;
        subject: string;
        html: string;
      }
    | undefined;
}

export function CopyPage({ letter, area, from, copy, demands }: CopyPageProps) {
  const { words, to } = useSite();
  const t = words.letters;
  const { id, countedAt } = letter;
  const whole = to(href("/letters/:id", { id }));
  const place = <a href={to(href("/constituencies/:code", { code: area.code }))}>{area.name}</a>;
  return (
    <article className="letter-page">
      <p className="eyebrow">
        <a href={to(href("/letters"))}>{t.title}</a> ›{" "}
        <a href={whole} lang="en">
          {letter.heading}
        </a>
      </p>
      {copy ? (
        <>
          <Heading look="smaller" text={t.copyFor(copy.member.fullTitle)} />
          <p>
            <span className="tag">
              {letter.rehearsal ? t.rehearsed : deliveryWords(words, copy.delivery)}
            </span>{" "}
            {place}
          </p>
          {letter.rehearsal && <p className="note">{t.rehearsal}</p>}
          <LetterSheet
            {...{ from, countedAt, subject: copy.subject, html: copy.html }}
            {...{ member: copy.member.fullTitle, house: copy.member.house }}
            {...{ letterId: id, areaCode: area.code }}
          />
        </>
      ) : (
        <>
          <Heading look="smaller" text={area.name} />
          <p className="lead">{t.notTo(area.name)}</p>
        </>
      )}
      <LetterCheck {...{ countedAt, area, demands, email: from.email }} />
      <section>
        <h2>{t.find}</h2>
        <SearchForm label={words.members.search} button={words.places.searchButton} q="" />
        <p>
          <a href={whole}>{t.all}</a>
        </p>
      </section>
    </article>
  );
}
