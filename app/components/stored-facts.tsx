/** What is stored of a signer, shown to that signer alone. */
import { useSite } from "../pages/site.tsx";
import { formatDate } from "../words/format.ts";
import { href } from "../paths.ts";

export function StoredFacts(props: {
  name: string;
  address: string;
  postcode: string | null;
  place: string;
  signatures: { id: number; slug: string; title: string; confirmedAt: Date }[];
}) {
  const { words, to, locale } = useSite();
  const t = words.manage;
  return (
    <section>
      <h2>{t.stored}</h2>
      <dl className="facts">
        <dt>{t.name}</dt>
        <dd>{props.name}</dd>
        <dt>{t.email}</dt>
        <dd>{props.address}</dd>
        {props.postcode && (
          <>
            <dt>{t.postcode}</dt>
            <dd>{props.postcode}</dd>
          </>
        )}
        <dt>{t.place}</dt>
        <dd>{props.place}</dd>
      </dl>
      <ul>
        {props.signatures.map(({ id, slug, title, confirmedAt }) => (
          <li key={id}>
            <a href={to(href("/demands/:slug", { slug }))}>{title}</a>,{" "}
            {formatDate(locale, confirmedAt)}
          </li>
        ))}
      </ul>
    </section>
  );
}
