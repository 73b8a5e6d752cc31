/** Looks for members by words, party, and whether they have answered, in an order; a plain GET. */
import { useSite } from "../../pages/site.tsx";
import { partyName } from "../../words/names/known-names.ts";

export interface FindMembersProps {
  q: string;
  filters: { party: string; answered: string; by: string };
  parties: readonly string[];
  /** The demands by whose answers they can be put in order. */
  orders: readonly { slug: string; title: string; lang: string | undefined }[];
}

export function FindMembers({ q, filters, parties, orders }: FindMembersProps) {
  const { words, locale } = useSite();
  const t = words.members;
  return (
    <form method="get" role="search" className="find-members">
      <div>
        <label htmlFor="q">{t.search}</label>
        <input id="q" name="q" type="search" defaultValue={q} autoComplete="off" />
      </div>
      <div>
        <label htmlFor="party">{t.party}</label>
        <select id="party" name="party" defaultValue={filters.party}>
          <option value="">{t.anyParty}</option>
          {parties.map((party) => (
            <option key={party} value={party} lang={partyName(locale, party).lang}>
              {partyName(locale, party).name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="answered">{t.answered}</label>
        <select id="answered" name="answered" defaultValue={filters.answered}>
          <option value="">{t.anyAnswer}</option>
          <option value="yes">{t.withAnswer}</option>
          <option value="no">{t.withoutAnswer}</option>
        </select>
      </div>
      <div>
        <label htmlFor="by">{t.order}</label>
        <select id="by" name="by" defaultValue={filters.by}>
          <option value="">{t.inPlaces}</option>
          {orders.length > 0 && (
            <optgroup label={t.inAnswers}>
              {orders.map(({ slug, title, lang }) => (
                <option key={slug} value={slug} lang={lang}>
                  {title}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
      <button type="submit" className="quiet">
        {words.places.searchButton}
      </button>
    </form>
  );
}
