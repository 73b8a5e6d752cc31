/** The pages of a long list: the one before, the first, those around, the last, the next; plain links. */
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

/** By their numbers, in two lines of a phone; 0 stands for those that are left out. */
export function pagesShown(page: number, last: number): number[] {
  const shown = [1, page - 1, page, page + 1, last].filter((one) => one >= 1 && one <= last);
  const numbers = [...new Set(shown)].sort((a, b) => a - b);
  return numbers.flatMap((number, index) => {
    const left = number - (numbers[index - 1] ?? 0) - 1;
    // one page takes no more room than a sign that it is left out
    return left === 0 ? [number] : [left === 1 ? number - 1 : 0, number];
  });
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
        {pagesShown(page, last).map((number, index) => (
          <li key={index}>
            {number === 0 ? (
              "…"
            ) : (
              <a
                href={link(number)}
                aria-label={t.page(number)}
                aria-current={number === page ? "page" : undefined}
              >
                {number}
              </a>
            )}
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
