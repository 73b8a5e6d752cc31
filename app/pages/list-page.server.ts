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
 * @param all rows on all pages
 * @param most rows on a page
 * @throws the 404 page where the list does not go so far
 */
export function requirePart({ q, page }: Asked, all: number, most = PAGE_ROWS): ListPage {
  const last = Math.max(1, Math.ceil(all / most));
  if (page > last) throw answer(404);
  return { q, page, last, from: (page - 1) * most + 1, to: Math.min(all, page * most), all };
}

/**
 * @param textsOf what a row is found by
 * @param most rows on a page
 * @throws the 404 page where the list does not go so far
 */
export function requirePage<Row>(
  asked: Asked,
  list: readonly Row[],
  textsOf: (row: Row) => readonly (string | null | undefined)[],
  most = PAGE_ROWS,
): { list: ListPage; rows: Row[] } {
  const finds = finder(asked.q);
  const found = asked.q === "" ? list : list.filter((row) => finds(...textsOf(row)));
  const part = requirePart(asked, found.length, most);
  return { list: part, rows: found.slice(part.from - 1, part.to) };
}
