/** For whose constituency a kit is wanted. */
import { useSite } from "../../pages/site.tsx";
import { SearchForm } from "../search-form.tsx";
import { Rules } from "./rules.tsx";

export function FindKit(props: {
  q: string;
  places: readonly { code: string; name: string }[];
  here: string;
}) {
  const { q, places, here } = props;
  const { words } = useSite();
  const t = words.kit;
  return (
    <>
      <SearchForm action={here} label={t.search} button={words.places.searchButton} q={q} />
      {q !== "" && places.length === 0 && <p className="hint">{t.none}</p>}
      {places.length > 0 && (
        <ul className="near">
          {places.map(({ code, name }) => (
            <li key={code}>
              <a href={`${here}?constituency=${code}`} lang="en">
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
      <h2>{t.rulesTitle}</h2>
      <Rules />
    </>
  );
}
