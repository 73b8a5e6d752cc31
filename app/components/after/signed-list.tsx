/** What a signer has signed, each since when and whether it is counted; shown to that signer alone. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import type { Standing } from "../../signatures/set-aside.server.ts";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export function SignedList(props: {
  signatures: {
    id: number;
    slug: string;
    title: string;
    lang: string | undefined;
    confirmedAt: Date;
    standing: Standing;
  }[];
  /** Where to write to, if that is known. */
  objectTo: string | undefined;
}) {
  const { signatures, objectTo } = props;
  const { words, to, locale } = useSite();
  const t = words.manage;
  if (signatures.length === 0) return null;
  return (
    <section>
      <h2>{t.signed}</h2>
      <ul className="signed-list">
        {signatures.map(({ id, slug, title, lang, confirmedAt, standing }) => (
          <li key={id}>
            <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
              {softenLong(title)}
            </a>
            {standing === "counted" ? (
              <p>{t.signedOn(formatDate(locale, confirmedAt))}</p>
            ) : (
              <p className="note">
                {t[standing](formatDate(locale, confirmedAt))}
                {standing === "invalidated" && objectTo && ` ${t.objection(objectTo)}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
