/** A page of a long list: which rows these are, and plain links to the others. */
import type { ReactNode } from "react";

import { useSite } from "../../pages/site.tsx";
import { PageLinks, type Pages } from "./page-links.tsx";

export function ListPage(
  props: Pages & {
    from: number;
    to: number;
    all: number;
    note?: string;
    /** Said where the list is empty. */
    none: string;
    children: ReactNode;
  },
) {
  const { from, to, all, note, none, children } = props;
  const { words } = useSite();
  if (all === 0) return <p className="hint">{none}</p>;
  return (
    <div>
      <p className="hint">
        {words.pages.rows(from, to, all)}
        {note && `. ${note}`}
      </p>
      {children}
      <PageLinks {...props} />
    </div>
  );
}
