/** What an address asks for: in which language, of whom, and whether everybody gets the same. */
import type { LocaleCode } from "#db/schema.ts";

import { isPrivate } from "./headers.server.ts";
import { splitPath } from "../words/locale.ts";
import { remembering } from "./memoize.ts";

/**
 * The query parameters that public pages and answers for programs read, by path. A page for everybody
 * is rendered without any other, so that a link shared with tracking parameters is still one page.
 */
const parameters: readonly [RegExp, readonly string[]][] = [
  [/^\/$/, ["q", "state"]],
  [/^\/(members|constituencies)\/?$/, ["q"]],
  [/^\/letters\/[^/]+\/?$/, ["constituency"]],
  [/^\/petitions\.json\/?$/, ["q", "state", "page", "count"]],
];

/** What looks the same in every language; their routes speak English. */
const isForPrograms = (path: string) =>
  /^\/(petitions(\/.*)?|constituencies|trending|demands)\.(json|csv|atom)$/.test(path);

export interface Address {
  /** The path as it was asked for; names a file of the build. */
  asked: string;
  /** Path without a language, and query: what Remix is asked. */
  target: string;
  /** The path of it in the spelling that routes are judged by. */
  path: string;
  /** The language that the address or its kind settles. */
  locale: LocaleCode | undefined;
  prefix: string;
  /**
   * Holds what no address of ours holds: a NUL, which Postgres does not take, bytes that are no
   * text, which the router would print, or Remix's `_data`.
   */
  isForeign: boolean;
  /** `target` as a page for everybody is rendered for it; undefined for private pages. */
  shared: string | undefined;
}

/**
 * A path in the spelling that routes are judged by: decoded and in small letters, for Remix matches
 * `/Organise` and `/%6Frganise` too (React Router's `decodePath`). Undefined when it is no text.
 */
function asMatched(path: string): string | undefined {
  try {
    const parts = path.split("/").map((part) => decodeURIComponent(part).replaceAll("/", "%2F"));
    return parts.join("/").toLowerCase();
  } catch {
    return undefined;
  }
}

function sharedQuery(path: string, asked: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of parameters.find(([reads]) => reads.test(path))?.[1] ?? []) {
    const value = asked.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? `?${kept}` : "";
}

/**
 * @param origin of the site, without a path
 * @returns reads the address of a request line; null for what is none
 */
export function createAddressReader(origin: string): (text: string) => Address | null {
  return remembering((text) => {
    const asked = text.startsWith("/") ? URL.parse(origin + text) : null;
    if (!asked) return null;
    const { locale, prefix, path: rest } = splitPath(asked.pathname);
    // a path that begins with two slashes would be taken for a host
    const { pathname, search, searchParams } = new URL(
      origin + rest.replace(/\/{2,}/g, "/") + asked.search,
    );
    const matched = asMatched(pathname);
    const path = matched ?? pathname.toLowerCase();
    return {
      asked: asked.pathname,
      target: pathname + search,
      path,
      locale: locale ?? (isForPrograms(path) ? "en" : undefined),
      prefix,
      isForeign: matched === undefined || searchParams.has("_data") || asked.href.includes("%00"),
      shared: isPrivate(path) ? undefined : pathname + sharedQuery(path, searchParams),
    };
  }, 4000);
}
