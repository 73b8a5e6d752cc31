/** The files of a demand: named by its slug and the language, the same bytes for the same demand. */
import type { LocaleCode } from "#db/schema.ts";

import { type EntryText, otherLocales } from "../life/entry.ts";
import type { Words } from "../words.ts";
import { writeFrontMatter } from "./front-matter.ts";
import type { WholeDemand } from "./whole-demand.ts";

export interface DemandFile {
  name: string;
  text: string;
}

export function filesOf(demand: WholeDemand): DemandFile[] {
  const { english, translations, timeline } = demand;
  const file = (language: LocaleCode, head: object, { body }: Words): DemandFile => ({
    name: `${demand.slug}.${language}.md`,
    text: writeFrontMatter(head, body),
  });
  const others = otherLocales.flatMap((language) => {
    const words = translations[language];
    if (!words) return [];
    const entries = timeline.flatMap(({ others }, index) => {
      const text = others[language];
      return text ? [{ entry: index + 1, ...written(text) }] : [];
    });
    const head = {
      ...{ slug: demand.slug, language, ...headOf(words) },
      translated_by: words.translatedBy ?? undefined,
      made_from: words.madeFrom && { ...headOf(words.madeFrom), body: words.madeFrom.body },
      timeline: entries,
    };
    return [file(language, compact(head), words)];
  });
  return [file("en", compact(englishHead(demand)), english), ...others];
}

const englishHead = (demand: WholeDemand) => ({
  ...{ slug: demand.slug, language: "en", ...headOf(demand.english) },
  ...{ state: demand.state, former_slugs: demand.formerSlugs, goal: demand.goal },
  ...{ topics: demand.topics, position: demand.position },
  created_at: demand.createdAt.toISOString(),
  opened_at: demand.openedAt?.toISOString(),
  closes_at: demand.closesAt?.toISOString(),
  closed_at: demand.closedAt?.toISOString(),
  paper_declares: demand.paper.declares || undefined,
  paper_requests: demand.paper.requests || undefined,
  timeline: demand.timeline.map((entry, index) =>
    compact({
      ...{ entry: index + 1, date: entry.occurredOn, kind: entry.kind, outcome: entry.outcome },
      ...written(entry.english),
      link: entry.sourceUrl,
    }),
  ),
});

const headOf = ({ title, summary, addressee }: Words) => ({ title, summary, addressee });

const written = ({ subject, body }: EntryText) =>
  compact({ subject: subject || undefined, body: body || undefined });

/** Without what says nothing. */
const compact = (values: object) =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
