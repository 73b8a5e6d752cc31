/** What there is to say against a letter before it is approved; it warns, and leaves the choice to people. */
import { checkWords as t } from "../../../words/organise/letter-checks.ts";

export function Advice(props: { advice: readonly string[]; lacksSender?: boolean }) {
  const { advice, lacksSender = false } = props;
  return (
    <section className="advice">
      <h2>{t.title}</h2>
      {lacksSender && <p className="note wrong">{t.lacksSender}</p>}
      {advice.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul>
          {advice.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p className="hint">{t.hint}</p>
    </section>
  );
}
