/** Titles and descriptions of pages, for browsers, for search engines and for previews of shared links. */
import type { MetaDescriptor } from "@remix-run/node";

import type { Words } from "../words/en.ts";
import { locales } from "../words/locale.ts";
import { wordsFor } from "../words/words.ts";
import type { Site } from "./site.tsx";

export interface PageMeta {
  title: string;
  description?: string;
  /** What a preview shows beside them. */
  image?: { path: string; width: number; height: number; alt: string };
  /** The same for programs (JSON-LD). */
  data?: object;
}

/** As Open Graph names languages: with a country. */
const openGraph = { en: "en_GB", uk: "uk_UA", kk: "kk_KZ", ru: "ru_RU" } as const;

/** The page's meta tags from its words; `args` is what Remix gives to `meta`. */
export function titled(
  args: { matches: readonly { id: string; data: unknown }[] },
  describe: (words: Words, site: Site) => PageMeta,
): MetaDescriptor[] {
  const site = args.matches.find((match) => match.id === "root")?.data as Site | undefined;
  if (!site) return [];
  const page = describe(wordsFor(site.locale), site);
  const { title, description, data } = page;
  const name = title === site.campaign ? title : `${title} – ${site.campaign}`;
  return [
    { title: name },
    ...(description ? [{ name: "description", content: description }] : []),
    ...addresses(site),
    ...preview(page, site),
    ...(data ? [{ "script:ld+json": data as Record<string, string> }] : []),
  ];
}

/** Where else the page is: one address for each language, and one that asks the browser for it. */
function addresses({ origin, prefix, canonical }: Site): MetaDescriptor[] {
  if (canonical === undefined) return [];
  const link = (rel: string, place: string, more = {}) => {
    return { tagName: "link" as const, rel, href: origin + place + canonical, ...more };
  };
  return [
    link("canonical", prefix),
    ...locales.map((locale) => link("alternate", `/${locale}`, { hrefLang: locale })),
    link("alternate", "", { hrefLang: "x-default" }),
  ];
}

/** What a network shows of a link (ogp.me). */
function preview({ title, description, image }: PageMeta, site: Site): MetaDescriptor[] {
  const { origin, prefix, canonical, locale, campaign } = site;
  if (canonical === undefined || !description) return [];
  const tags = {
    "og:type": "website",
    "og:title": title,
    "og:description": description,
    "og:url": origin + prefix + canonical,
    "og:site_name": campaign,
    "og:locale": openGraph[locale],
    "og:image": `${origin}${image?.path ?? "/icon-512.png"}`,
    "og:image:width": image?.width ?? 512,
    "og:image:height": image?.height ?? 512,
    ...(image && { "og:image:alt": image.alt }),
  };
  return [
    ...Object.entries(tags).map(([property, content]) => ({ property, content: String(content) })),
    ...locales
      .filter((other) => other !== locale)
      .map((other) => ({ property: "og:locale:alternate", content: openGraph[other] })),
    { name: "twitter:card", content: image ? "summary_large_image" : "summary" },
  ];
}
