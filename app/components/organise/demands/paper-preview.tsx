/** The top sheet as it will read, and what to think about before it is printed. */
import { type PaperWords, petitionOf } from "../../../demands/paper/petition.ts";
import { paperWords as t } from "../../../words/organise/paper.ts";

export interface Previewed {
  words: PaperWords;
  /** Sentences. */
  doubts: readonly string[];
}

export function PaperPreview({ words, doubts }: Previewed) {
  const isWritten = words.declares.trim() !== "" && words.requests.trim() !== "";
  const text = petitionOf(`[${t.place}]`, words);
  return (
    <section className="copy" id="preview" aria-label={t.sheet} tabIndex={0}>
      <h2>{t.sheet}</h2>
      {isWritten ? (
        Object.values<string>({ ...text }).map((paragraph) => <p key={paragraph}>{paragraph}</p>)
      ) : (
        <p className="hint">{t.none}</p>
      )}
      {isWritten && (
        <>
          <h3>{t.check}</h3>
          {doubts.length === 0 ? (
            <p>{t.fine}</p>
          ) : (
            <ul>
              {doubts.map((doubt) => (
                <li key={doubt}>{doubt}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
