/** What is stored of a signer, shown to that signer alone. */
import { useSite } from "../pages/site.tsx";
import { formatDate } from "../words/format.ts";
import { CheckField } from "./field.tsx";

interface Signed {
  id: number;
  slug: string;
  title: string;
  confirmedAt: Date;
}

export function StoredFacts(props: {
  name: string;
  address: string;
  postcode: string | null;
  place: string;
  signatures: Signed[];
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
            <a href={to(`/demands/${slug}`)}>{title}</a>, {formatDate(locale, confirmedAt)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which of several to withdraw; who has one has nothing to choose. */
export function SignatureChoice({ signatures }: { signatures: Signed[] }) {
  const { words } = useSite();
  if (signatures.length < 2) return null;
  return (
    <fieldset>
      <legend>{words.manage.chooseDemands}</legend>
      {signatures.map(({ id, title }) => (
        <CheckField key={id} id={`withdraw-${id}`} name="demand" value={String(id)} checked={false}>
          {title}
        </CheckField>
      ))}
      <CheckField id="withdraw-all" name="all" value="yes" checked={false}>
        {words.manage.chooseAll}
      </CheckField>
    </fieldset>
  );
}
