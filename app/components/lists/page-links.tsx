/** The pages of a long list: the one before, each by its number, the next; plain links. */
import { useSite } from "../../pages/site.tsx";

export interface Pages {
  /** Of the list, without a language. */
  path: string;
  /** What is looked for. */
  q: string;
  page: number;
  last: number;
  /** What else the list was asked for, by its name in the query; "" for nothing. */
  filters?: Readonly<Record<string, string>>;
}

export function PageLinks({ path, q, page, last, filters = {} }: Pages) {
  const { words, to } = useSite();
  const t = words.pages;
  if (last === 1) return null;
  const link = (number: number) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ q, ...filters }))
      if (value !== "") query.set(name, value);
    if (number > 1) query.set("page", String(number));
    return to(query.size > 0 ? `${path}?${query}` : path);
  };
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  return (
    <nav className="pages" aria-label={t.label}>
      <ul>
        {page > 1 && (
          <li>
            <a href={link(page - 1)} rel="prev">
              {t.previous}
            </a>
          </li>
        )}
        {numbers.map((number) => (
          <li key={number}>
            <a
              href={link(number)}
              aria-label={t.page(number)}
              aria-current={number === page ? "page" : undefined}
            >
              {number}
            </a>
          </li>
        ))}
        {page < last && (
          <li>
            <a href={link(page + 1)} rel="next">
              {t.next}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
