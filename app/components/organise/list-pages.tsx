/** The pages of an organisers' list that is narrowed by its query; plain links. */

export function ListPages(props: {
  path: string;
  /** What the list is narrowed to, the page apart. */
  asked: Readonly<Record<string, string>>;
  page: number;
  last: number;
}) {
  const { path, asked, page, last } = props;
  if (last === 1) return null;
  const link = (number: number) => {
    const query = new URLSearchParams(asked);
    query.delete("page");
    if (number > 1) query.set("page", String(number));
    return query.size > 0 ? `${path}?${query}` : path;
  };
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {Array.from({ length: last }, (_, index) => index + 1).map((number) => (
          <li key={number}>
            <a
              href={link(number)}
              aria-label={`Page ${number}`}
              aria-current={number === page ? "page" : undefined}
            >
              {number}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
