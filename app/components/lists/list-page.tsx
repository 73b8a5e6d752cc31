/** A page of a long list: which rows these are, and plain links to the others. */
import type { ReactNode } from "react";

import { useSite } from "../../pages/site.tsx";
import { PageLinks, type Pages } from "./page-links.tsx";

export interface ListPageProps extends Pages {
  from: number;
  to: number;
  all: number;
  note?: string;
  /** Said where the list is empty. */
  none: string;
  children: ReactNode;
}

export function ListPage(props: ListPageProps) {
  const { path, q, filters = {}, last, from, to, all, note, none, children } = props;
  const { words, to: link } = useSite();
  const isNarrowed = [q, ...Object.values(filters)].some((asked) => asked !== "");
  const whole = isNarrowed && <a href={link(path)}>{words.pages.all}</a>;
  if (all === 0)
    return (
      <p className="hint">
        {none} {whole}
      </p>
    );
  // a short list says by itself how long it is
  const rows = last > 1 || isNarrowed ? words.pages.rows(from, to, all) : undefined;
  return (
    <div>
      {(rows || note) && (
        <p className="hint">
          {[rows, note].filter(Boolean).join(". ")} {whole}
        </p>
      )}
      {children}
      <PageLinks {...props} />
    </div>
  );
}
