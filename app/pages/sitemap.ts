/** The pages that search engines may show, each in every language (sitemaps.org; alternates as Google reads them). */
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
const languages = [
  { hreflang: "x-default", prefix: "" },
  ...locales.map((locale) => ({ hreflang: locale, prefix: `/${locale}` })),
];

export function sitemapXml(pages: readonly SitemapPage[], origin: string): string {
  const urls = pages.map(({ path, changed }) => {
    const at = (prefix: string) => escape(origin + prefix + path);
    const alternates = languages
      .map(({ hreflang, prefix }) => {
        return `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${at(prefix)}"/>`;
      })
      .join("");
    const last = changed ? `<lastmod>${changed.toISOString().slice(0, 10)}</lastmod>` : "";
    return languages
      .map(({ prefix }) => `<url><loc>${at(prefix)}</loc>${last}${alternates}</url>\n`)
      .join("");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("")}</urlset>
`;
}
