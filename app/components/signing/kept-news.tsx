/** Demands of which a signer is known no more, and for whose news their address is kept. */
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export function KeptNews(props: {
  news: { demand: number; title: string; lang: string | undefined; keptUntil: Date }[];
}) {
  const { words, locale } = useSite();
  const t = words.manage;
  if (props.news.length === 0) return null;
  return (
    <section>
      <h3>{t.news}</h3>
      <p className="hint">{t.newsLead}</p>
      <ul>
        {props.news.map(({ demand, title, lang, keptUntil }) => (
          <li key={demand}>
            <span lang={lang}>{softenLong(title)}</span>.{" "}
            {t.keptUntil(formatDate(locale, keptUntil))}
          </li>
        ))}
      </ul>
    </section>
  );
}
