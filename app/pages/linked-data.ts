/** What pages say to programs of the campaign and of a demand (JSON-LD, schema.org). */
import type { Demand } from "../demands/demand.ts";
import { href } from "../paths.ts";
import type { Site } from "./site.tsx";

const graph = (...nodes: object[]) => ({ "@context": "https://schema.org", "@graph": nodes });

const ids = ({ origin }: Site) => {
  return { campaign: { "@id": `${origin}/#campaign` }, website: { "@id": `${origin}/#website` } };
};

/** Who runs the site, and the site. */
export function campaignData(site: Site): object {
  const { origin, campaign, locale } = site;
  const { campaign: organisation, website } = ids(site);
  const said = { name: campaign, url: `${origin}/` };
  return graph(
    { "@type": "Organization", ...organisation, ...said, logo: `${origin}/icon-512.png` },
    { "@type": "WebSite", ...website, ...said, inLanguage: locale, publisher: organisation },
  );
}

/**
 * A page that people endorse: schema.org has no word for a petition, and one that is near would claim what it
 * is not.
 * @param about.image its path; @param about.home what the list of demands is called
 */
export function demandData(
  demand: Omit<Demand, "body">,
  { site, image, home }: { site: Site; image: string; home: string },
): object {
  const { origin, prefix, campaign, locale } = site;
  const { slug, title, summary, count, lang, openedAt, createdAt, updatedAt } = demand;
  const url = `${origin}${prefix}${href("/demands/:slug", { slug })}`;
  const { campaign: organisation, website } = ids(site);
  const item = (position: number, name: string, at: string) => {
    return { "@type": "ListItem", position, name, item: at };
  };
  return graph(
    {
      ...{ "@type": "WebPage", "@id": url, url, name: title, description: summary },
      inLanguage: lang ?? locale,
      isPartOf: website,
      publisher: { "@type": "Organization", ...organisation, name: campaign, url: `${origin}/` },
      datePublished: (openedAt ?? createdAt).toISOString(),
      dateModified: updatedAt.toISOString(),
      primaryImageOfPage: { "@type": "ImageObject", url: origin + image },
      interactionStatistic: {
        "@type": "InteractionCounter",
        interactionType: "https://schema.org/EndorseAction",
        userInteractionCount: count,
      },
      breadcrumb: { "@id": `${url}#breadcrumb` },
    },
    {
      ...{ "@type": "BreadcrumbList", "@id": `${url}#breadcrumb` },
      itemListElement: [item(1, home, `${origin}${prefix}/`), item(2, title, url)],
    },
  );
}
