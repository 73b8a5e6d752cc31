/** What an address asks for: in which language, of which path, and whether everybody gets the same. */
import type { LocaleCode } from "#db/schema.ts";

import { isShared } from "../paths.ts";
import type { PathRow } from "../paths/row.ts";
import { splitPath } from "../words/locale.ts";
import { readQuery } from "../words/typed/query.ts";
import { type MatchedPath, matchPath, pathOf } from "./match-path.ts";
import { memoize } from "./memoize.ts";
import { tidyPath } from "./tidy-path.ts";

export interface Address extends MatchedPath {
  /** The path as it was asked for; names a file of the build. */
  asked: string;
  /** In the one spelling that Remix is asked in, without a language; with its query. */
  target: string;
  /** The language that the address or its kind settles. */
  locale: LocaleCode | undefined;
  prefix: string;
  /**
   * Holds what no address of ours holds: a NUL, which Postgres does not take, bytes that are no
   * text, which the router would print, in the path or in what the page reads of the query, or Remix's
   * `_data`. What other sites add to the query is left to them, in whatever charset it is.
   */
  isForeign: boolean;
  /** `target` as a page for everybody is rendered for it; undefined for what is not shared. */
  shared: string | undefined;
}

/** What a client of this server asks for: a path (RFC 9112, section 3.2.1), in the characters of a URI. */
const requestTarget = /^\/[\x21-\x7e]*$/;

/** What stands for bytes that are no UTF-8. */
const UNREADABLE = "\ufffd";

/** A `/` within a segment stays `%2F`; bytes that are no text become U+FFFD. */
function decodePath(path: string): string {
  if (!path.includes("%")) return path;
  return path.replace(/(?:%[\da-f]{2})+|%/gi, (run) => decodeRun(run).replaceAll("/", "%2F"));
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return UNREADABLE;
  }
}

/** Whether what the page reads holds bytes that are no text; U+FFFD itself, which people paste, is text. */
function isGarbled({ query = {} }: PathRow, search: string, asked: URLSearchParams): boolean {
  const holds = (all: URLSearchParams) =>
    Object.keys(query).some((name) => all.get(name)?.includes(UNREADABLE));
  return (
    asked.size > 0 && holds(asked) && holds(new URLSearchParams(search.replace(/%EF%BF%BD/gi, "")))
  );
}

/** Only what the page reads, so that a link shared with tracking parameters is still one page. */
function sharedQuery({ query = {} }: PathRow, asked: URLSearchParams): string {
  const kept = readQuery(query, asked);
  return kept.size > 0 ? `?${kept}` : "";
}

/**
 * @param origin of the site, without a path
 * @returns reads the address of a request line; null for what is none
 */
export function createAddressReader(origin: string): (text: string) => Address | null {
  function read(text: string): Address | null {
    const asked = requestTarget.test(text) ? URL.parse(origin + text) : null;
    if (!asked) return null;
    const { search, searchParams } = asked;
    const { locale, prefix, path: rest } = splitPath(tidyPath(decodePath(asked.pathname)));
    const matched = matchPath(rest);
    const { row } = matched;
    const isPage = matched.pattern !== "/*";
    // Remix, which matches by itself, is asked for the very path that was judged here
    const path = pathOf(matched);
    return {
      ...matched,
      asked: asked.pathname,
      target: path + search,
      locale: locale ?? (row.audience === "programs" ? "en" : undefined),
      prefix,
      isForeign:
        rest.includes(UNREADABLE) ||
        searchParams.has("_data") ||
        text.includes("%00") ||
        isGarbled(row, search, searchParams),
      shared: isPage && isShared(row) ? path + sharedQuery(row, searchParams) : undefined,
    };
  }
  // a link with a token comes once or twice
  return memoize(read, 4000, (address) => address?.shared !== undefined);
}
