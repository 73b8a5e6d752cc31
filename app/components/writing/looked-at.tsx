/** A letter as its member would read it, with what of it stands elsewhere underlined. */
import { useSite } from "../../pages/site.tsx";
import { COPIED, type Looked, MOSTLY_COPIED } from "../../write/meter.ts";

export function LookedAt({ share, pieces, text }: Looked) {
  const { words, to } = useSite();
  const t = words.write;
  const percent = Math.round(share * 100);
  const isCopied = share >= COPIED;
  return (
    <section>
      <h2>{t.letter}</h2>
      <div className="note" role="status">
        {share >= MOSTLY_COPIED ? (
          <>
            <p>{t.counted(percent)}</p>
            <p>
              <a className="button quiet" href={to("/")}>
                {t.leave}
              </a>
            </p>
          </>
        ) : (
          <p>{isCopied ? t.copied(percent) : t.own}</p>
        )}
        {isCopied && (
          <p className="own-text" lang="en">
            {pieces.map((piece, index) =>
              piece.copied ? <u key={index}>{piece.text}</u> : piece.text,
            )}
          </p>
        )}
      </div>
      <blockquote className="own-text" lang="en">
        {text}
      </blockquote>
    </section>
  );
}
