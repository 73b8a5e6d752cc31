/** The English words of a demand as they are written, beside the fields of a translation. */
import { demandLabels as labels } from "../../../words/organise/demands.ts";

export function EnglishWords(props: {
  title: string;
  summary: string;
  body: string;
  addressee: string;
}) {
  const { title, summary, body, addressee } = props;
  const lines = [
    [labels.addressee, addressee],
    [labels.title, title],
    [labels.summary, summary],
    [labels.body, body],
  ] as const;
  return (
    <section className="english">
      <h2>English</h2>
      <dl>
        {lines.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="as-written">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
