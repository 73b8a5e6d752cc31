/** A member's copy beside the text that is typed, exactly as the mail, and what there is to say against it. */
import type { LetterChoices } from "../../../letters/letter-form.ts";
import { composeWords as t } from "../../../words/organise/letters.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { useSite } from "../../../pages/site.tsx";
import { Field } from "../../field.tsx";
import { drawnOnce } from "../../lists/drawn-once.tsx";
import { Advice } from "./advice.tsx";

export interface ShownPreview {
  showTo: string;
  copy: { subject: string; html: string } | undefined;
  note: string | undefined;
  advice: string[];
  lacksSender: boolean;
}

const drawMembers = drawnOnce(({ label }: { label: string }) => <option value={label} />);

export function CopyPreview(props: { preview: ShownPreview; members: LetterChoices["members"] }) {
  const { preview, members } = props;
  const site = useSite();
  const labels = members.map(({ constituency, name }) => ({ label: `${constituency}: ${name}` }));
  return (
    <aside className="sample" aria-label={t.copy} tabIndex={0}>
      <Field name="show_to" label={t.showTo} hint={t.showToHint}>
        <input type="search" list="all-members" defaultValue={preview.showTo} autoComplete="off" />
      </Field>
      <datalist id="all-members" dangerouslySetInnerHTML={drawMembers(site, labels)} />
      <button name="intent" value="show" className="quiet">
        {t.show}
      </button>
      <div id="preview" aria-live="polite">
        <Copy {...preview} />
      </div>
    </aside>
  );
}

function Copy({ showTo, copy, note, advice, lacksSender }: ShownPreview) {
  return (
    <>
      {note && <p className="note">{note}</p>}
      {copy && (
        <>
          <h2>{t.copy}</h2>
          <p className="hint">{softenLong(showTo)}</p>
          <section className="copy">
            <p>
              <b>{copy.subject}</b>
            </p>
            <div className="prose" dangerouslySetInnerHTML={{ __html: copy.html }} />
          </section>
          <Advice advice={advice} lacksSender={lacksSender} />
        </>
      )}
    </>
  );
}
