/** What happened last, each with its day and where it stands. */
import type { LocaleCode } from "#db/schema.ts";

import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export interface Happened {
  key: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** Without a language. */
  path: string;
  text: string;
  /** Of the text, where it is not the page's. */
  lang: LocaleCode | undefined;
  /** The demand, or what kind of thing it is. */
  about: string;
  aboutLang: LocaleCode | undefined;
}

export function Newest({ happened }: { happened: readonly Happened[] }) {
  const { words, to, locale } = useSite();
  if (happened.length === 0) return null;
  return (
    <section>
      <h2>{words.home.latest}</h2>
      <ol className="newest">
        {happened.map(({ key, day, path, text, lang, about, aboutLang }) => (
          <li key={key}>
            <time dateTime={day}>{formatDate(locale, day)}</time>
            <a href={to(path)} lang={lang}>
              {softenLong(text)}
            </a>
            <span className="hint" lang={aboutLang}>
              {about}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
