/** The letters that a signer wrote in their own words, as far as they are kept. */
import type { OwnLetterState } from "#db/schema.ts";

import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export function KeptLetters(props: {
  letters: {
    state: OwnLetterState;
    /** When it left, or else was typed. */
    at: Date;
    /** Undefined once the text is erased. */
    member: string | undefined;
    title: string | undefined;
  }[];
}) {
  const { words, locale } = useSite();
  const t = words.write;
  if (props.letters.length === 0) return null;
  return (
    <section>
      <h3>{t.title}</h3>
      <ul>
        {props.letters.map(({ state, at, member, title }, index) => (
          <li key={index}>
            {formatDate(locale, at)}.{" "}
            {member === undefined || title === undefined
              ? t.keptErased
              : softenLong(t.kept(member, title))}{" "}
            {t.states[state]}
          </li>
        ))}
      </ul>
    </section>
  );
}
