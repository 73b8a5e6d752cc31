/** Titles and descriptions of pages, for browsers and for previews of shared links. */
import type { MetaDescriptor } from "@remix-run/node";

import type { Words } from "../words/en.ts";
import { wordsFor } from "../words/words.ts";
import type { Site } from "./site.tsx";

interface PageMeta {
  title: string;
  description?: string;
}

/** The page's meta tags from its words; `args` is what Remix gives to `meta`. */
export function titled(
  args: { matches: readonly { id: string; data: unknown }[] },
  describe: (words: Words, site: Site) => PageMeta,
): MetaDescriptor[] {
  const site = args.matches.find((match) => match.id === "root")?.data as Site | undefined;
  if (!site) return [];
  const { title, description } = describe(wordsFor(site.locale), site);
  const url = `${site.origin}${site.prefix}${site.path}`;
  const tags: MetaDescriptor[] = [
    { title: title === site.campaign ? title : `${title} – ${site.campaign}` },
  ];
  if (!description) return tags;
  return [
    ...tags,
    { name: "description", content: description },
    { property: "og:type", content: "website" },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { property: "og:url", content: url },
    { property: "og:site_name", content: site.campaign },
    { name: "twitter:card", content: "summary" },
  ];
}
