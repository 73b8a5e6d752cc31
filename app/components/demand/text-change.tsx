/** What was changed from one version of a demand's words to the next, field by field. */
import { useSite } from "../../pages/site.tsx";
import { Compared } from "../text/compared.tsx";

interface Version {
  version: number;
  title: string;
  summary: string;
  body: string;
  addressee: string;
}

export interface TextPair {
  older: Version;
  newer: Version;
  /** The language of both, where it is not the page's, or may be another. */
  lang: "en" | undefined;
}

/** @param props.isOpen the last change is read at once, those before it by who asks */
export function TextChange({ older, newer, lang, isOpen }: TextPair & { isOpen: boolean }) {
  const { words, locale } = useSite();
  const t = words.texts;
  const foreign = lang === locale ? undefined : lang;
  const [from, to] = [t.version(older.version), t.version(newer.version)];
  const fields = [
    { label: t.heading, field: "title" },
    { label: t.summary, field: "summary" },
    { label: words.demand.why, field: "body" },
    { label: words.demand.of.replace(/:$/, ""), field: "addressee" },
  ] as const;
  const changed = fields.filter(({ field }) => older[field] !== newer[field]);
  const same = fields.filter((one) => !changed.includes(one));
  return (
    <details className="two-texts" open={isOpen}>
      <summary>
        <h2>{t.changed(from, to)}</h2>
      </summary>
      {foreign && <p className="note">{t.untranslated}</p>}
      {changed.map(({ label, field }) => (
        <section key={field}>
          <h3>{label}</h3>
          <Compared
            left={{ title: from, text: older[field] }}
            right={{ title: to, text: newer[field] }}
            nothing={t.nothing}
            lang={foreign}
          />
        </section>
      ))}
      {same.length > 0 && (
        <p className="hint">{t.same(same.map(({ label }) => label).join(", "))}</p>
      )}
    </details>
  );
}
