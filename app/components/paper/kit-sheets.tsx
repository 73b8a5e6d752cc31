/** The kit for one constituency: how to use it, then its sheets in the order of use. */
import type { PetitionText } from "../../demands/paper/petition.ts";
import { useSite } from "../../pages/site.tsx";
import { CoverNote, type CoverNoteProps } from "./cover-note.tsx";
import { PetitionSheet } from "./petition-sheet.tsx";
import { Rules } from "./rules.tsx";

export interface KitSheetsProps extends Omit<CoverNoteProps, "place"> {
  place: { code: string; name: string };
  text: PetitionText;
}

export function KitSheets(props: KitSheetsProps & { here: string }) {
  const { place, text, here, ...note } = props;
  const { words } = useSite();
  const t = words.kit;
  return (
    <article>
      <div className="not-printed">
        <p>
          <b>{t.for(place.name)}</b> · <a href={here}>{t.other}</a>
        </p>
        <ol>
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <button type="button" data-print hidden>
          {t.print}
        </button>
        <p className="hint">{t.english}</p>
      </div>
      <section className="sheet" aria-labelledby="rules">
        <h2 id="rules">{t.rulesTitle}</h2>
        <p>{t.for(place.name)}</p>
        <Rules />
      </section>
      <CoverNote {...note} place={place.name} />
      <PetitionSheet label={t.topSheet} paragraphs={Object.values<string>({ ...text })} />
      <PetitionSheet label={t.following} paragraphs={[text.prayer]} />
    </article>
  );
}
