/** What crawlers are told, from the table of paths. */
import type { LocaleCode } from "#db/schema.ts";

import { href, isShared, paths } from "../paths.ts";

/** RFC 9309: paths that are for nobody but one stay out, in every language; beside it, where the list of pages is. */
export function robotsTxt(locales: readonly LocaleCode[], origin: string): string {
  const closed = Object.entries(paths)
    .filter(([pattern, row]) => pattern !== "/*" && !isShared(row))
    .map(([pattern]) => pattern.replace(/:.*/, ""));
  const shortest = closed.filter(
    (path) => !closed.some((other) => other !== path && path.startsWith(other)),
  );
  const lines = [...new Set(shortest)].flatMap((path) =>
    ["", ...locales.map((locale) => `/${locale}`)].map((prefix) => `Disallow: ${prefix}${path}`),
  );
  return `User-agent: *\n${lines.join("\n")}\n\nSitemap: ${origin}${href("/sitemap.xml")}\n`;
}
