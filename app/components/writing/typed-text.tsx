/** What was typed of a letter that cannot be taken, to be copied. */
import { useSite } from "../../pages/site.tsx";
import type { TypedLetter } from "../../write/letter-form.ts";

export function TypedText({ ask, why, address }: TypedLetter) {
  const t = useSite().words.write;
  return (
    <section>
      <h2>{t.letter}</h2>
      <p>{t.copyIt}</p>
      <blockquote className="own-text" lang="en">
        {[ask, why, address].filter((one) => one.trim() !== "").join("\n\n")}
      </blockquote>
    </section>
  );
}
