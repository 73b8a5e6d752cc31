/** How the words of a demand look to everybody, while they are typed. */
import { glue } from "../../../words/typography/typeset.ts";
import { Heading } from "../../text/heading.tsx";

export interface Preview {
  title: string;
  summary: string;
  addressee: string;
  /** Safe to insert. */
  html: string;
}

/** @param props.slug of its address, in English; @param props.lang of the words, where it is not English */
export function DemandPreview(props: Preview & { slug?: string; lang?: string | undefined }) {
  const { title, summary, addressee, html, slug, lang } = props;
  return (
    <section className="copy" id="preview" aria-label="As it will look" tabIndex={0}>
      <h2>As it will look</h2>
      {slug !== undefined && slug !== "" && <p className="hint">/demands/{slug}</p>}
      <p className="eyebrow">
        Demanded of <b lang={lang}>{addressee || "…"}</b>
      </p>
      <Heading level="h3" text={title || "…"} lang={lang} />
      <p lang={lang}>{glue(summary)}</p>
      <div className="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}
