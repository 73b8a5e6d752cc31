/** The pages that search engines may show, each in every language (sitemaps.org); which belong together, their heads say. */
import { href } from "../paths.ts";
import { locales } from "../words/locale.ts";

export interface SitemapPage {
  /** Without a language. */
  path: string;
  /** When what it says was last changed, where that is known. */
  changed?: Date | undefined;
}

/** The pages that are there from the first day on. */
export const standing: readonly SitemapPage[] = [
  { path: href("/constituencies") },
  { path: href("/members") },
  { path: href("/letters") },
  { path: href("/about") },
  { path: href("/privacy") },
  { path: href("/accessibility") },
];

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The address that asks the browser for the language stands first. */
const prefixes = ["", ...locales.map((locale) => `/${locale}`)];

export function sitemapXml(pages: readonly SitemapPage[], origin: string): string {
  const urls = pages.map(({ path, changed }) => {
    const last = changed ? `<lastmod>${changed.toISOString().slice(0, 10)}</lastmod>` : "";
    return prefixes
      .map((prefix) => `<url><loc>${escape(origin + prefix + path)}</loc>${last}</url>\n`)
      .join("");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("")}</urlset>
`;
}
