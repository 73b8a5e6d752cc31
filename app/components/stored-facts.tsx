/** What is stored of a signer, shown to that signer alone. */
import { useSite } from "../pages/site.tsx";
import type { Standing } from "../signatures/set-aside.server.ts";
import { formatDate } from "../words/format.ts";
import { href } from "../paths.ts";
import { softenLong } from "../words/typography/hyphens.ts";
import { Breakable } from "./text/breakable.tsx";

export function StoredFacts(props: {
  /** Undefined where no name is left. */
  person: { name: string; postcode: string | null; place: string } | undefined;
  address: string | undefined;
  /** Labels of links that were followed to the form. */
  sources: string[];
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
  const { words, to, locale } = useSite();
  const t = words.manage;
  const { person, address, sources, objectTo } = props;
  return (
    <section>
      <h2>{t.stored}</h2>
      <dl className="facts">
        {person && (
          <>
            <dt>{t.name}</dt>
            <dd>{softenLong(person.name)}</dd>
          </>
        )}
        {address && (
          <>
            <dt>{t.email}</dt>
            <dd>
              <Breakable text={address} />
            </dd>
          </>
        )}
        {person?.postcode && (
          <>
            <dt>{t.postcode}</dt>
            <dd>{person.postcode}</dd>
          </>
        )}
        {person && (
          <>
            <dt>{t.place}</dt>
            <dd>{person.place}</dd>
          </>
        )}
        {sources.length > 0 && (
          <>
            <dt>{t.source}</dt>
            <dd>{sources.join(", ")}</dd>
          </>
        )}
      </dl>
      <ul>
        {props.signatures.map(({ id, slug, title, lang, confirmedAt, standing }) => (
          <li key={id}>
            <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
              {softenLong(title)}
            </a>
            {standing === "counted" ? (
              `, ${formatDate(locale, confirmedAt)}`
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
