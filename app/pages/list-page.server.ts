/** A page of a long list that can be searched. */
import { PAGE_ROWS, readPage } from "../words/typed/list-page.ts";
import { finder, readSearch } from "../words/typed/search.ts";
import { answer } from "./answers.server.ts";

/** What is asked of a list. */
interface Asked {
  /** What is looked for; "" for all. */
  q: string;
  /** From 1 on. */
  page: number;
}

export function readList(request: Request): Asked {
  const { searchParams } = new URL(request.url);
  return {
    q: readSearch(searchParams.get("q") ?? ""),
    page: readPage(searchParams.get("page") ?? ""),
  };
}

/** Which rows of the list a page shows. */
export interface ListPage extends Asked {
  /** At least 1. */
  last: number;
  /** The first and the last row, from 1 on. */
  from: number;
  to: number;
  /** Rows on all pages. */
  all: number;
}

/**
 * @param textsOf what a row is found by
 * @param most rows on a page
 * @throws the 404 page where the list does not go so far
 */
export function requirePage<Row>(
  { q, page }: Asked,
  list: readonly Row[],
  textsOf: (row: Row) => readonly (string | null | undefined)[],
  most = PAGE_ROWS,
): { list: ListPage; rows: Row[] } {
  const finds = finder(q);
  const found = q === "" ? list : list.filter((row) => finds(...textsOf(row)));
  const all = found.length;
  const last = Math.max(1, Math.ceil(all / most));
  if (page > last) throw answer(404);
  const from = (page - 1) * most + 1;
  const to = Math.min(all, page * most);
  return { list: { q, page, last, from, to, all }, rows: found.slice(from - 1, to) };
}
