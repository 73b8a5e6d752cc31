/** Looks for members by words and by what they say of one demand; a plain GET. */
import { parts } from "../../answers/record/standing.ts";
import { useSite } from "../../pages/site.tsx";

export function FindAnswers({ q, said }: { q: string; said: string }) {
  const { words } = useSite();
  const t = words.members;
  return (
    <form method="get" role="search" className="find-members">
      <div>
        <label htmlFor="q">{words.record.search}</label>
        <input id="q" name="q" type="search" defaultValue={q} autoComplete="off" />
      </div>
      <div>
        <label htmlFor="said">{words.record.answer}</label>
        <select id="said" name="said" defaultValue={said}>
          <option value="">{t.anyAnswer}</option>
          {parts.map((part) => (
            <option key={part} value={part}>
              {t.stances[part]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="quiet">
        {words.places.searchButton}
      </button>
    </form>
  );
}
