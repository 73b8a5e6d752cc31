/** The feed: an entry for each demand and for each note about one (Atom, RFC 4287). */
import { en } from "../words/en.ts";
import { renderMarkdown } from "../words/markdown.ts";
import type { Demand } from "./demand.ts";
import { href } from "../paths.ts";
import { headlineOf, type TimelineEntry } from "./life/timeline.ts";

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const entry = (id: string, url: string, title: string, updated: Date, html: string) => `
  <entry>
    <id>${id}</id>
    <title>${escape(title)}</title>
    <link href="${url}"/>
    <updated>${updated.toISOString()}</updated>
    <content type="html">${escape(html)}</content>
  </entry>`;

/** @param first by demand the slug that its entries are known by; without one the slug that it has */
export function atomFeed(
  demands: readonly Demand[],
  updates: ReadonlyMap<number, readonly TimelineEntry[]>,
  first: ReadonlyMap<number, string>,
  { origin, campaign }: { origin: string; campaign: { name: string } },
): string {
  const entries = demands.flatMap((demand) => {
    const at = (slug: string) => `${origin}${href("/demands/:slug", { slug })}`;
    const url = at(demand.slug);
    const id = at(first.get(demand.id) ?? demand.slug);
    const notes = (updates.get(demand.id) ?? []).map((note) => ({
      at: note.updated_at,
      xml: entry(
        `${id}#update-${note.id}`,
        url,
        `${demand.title}: ${headlineOf(note, en)}`,
        note.updated_at,
        renderMarkdown(note.body),
      ),
    }));
    const since = demand.openedAt ?? demand.createdAt;
    const xml = entry(id, url, demand.title, since, renderMarkdown(demand.body));
    return [...notes, { at: since, xml }];
  });
  entries.sort((a, b) => b.at.getTime() - a.at.getTime());
  const newest = entries[0]?.at ?? new Date(0);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${origin}${href("/demands.atom")}</id>
  <title>${escape(campaign.name)}</title>
  <author><name>${escape(campaign.name)}</name></author>
  <link href="${origin}/"/>
  <link rel="self" href="${origin}${href("/demands.atom")}"/>
  <updated>${newest.toISOString()}</updated>${entries.map(({ xml }) => xml).join("")}
</feed>
`;
}
