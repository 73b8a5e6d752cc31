/** Reads demands with all that files say of them. */
import type { Db } from "#db/connection.ts";

import { listEntries } from "../life/entries.server.ts";
import { otherLocales } from "../life/entry.ts";
import { getPaper } from "../paper/get-paper.server.ts";
import { getEnglish } from "../writing/english.server.ts";
import { isOutdated, type KeptDemand, listKept } from "../writing/kept.server.ts";
import type { WholeDemand } from "./whole-demand.ts";

/** In the organisers' order; drafts and retired ones too. */
export async function listWhole(db: Db): Promise<WholeDemand[]> {
  const whole: WholeDemand[] = [];
  for (const kept of await listKept(db)) whole.push(await wholeOf(db, kept));
  return whole;
}

export async function wholeOf(db: Db, kept: KeptDemand): Promise<WholeDemand> {
  const { id, state, words, settings } = kept;
  const times = await db
    .selectFrom("demand")
    .select(["created_at", "closed_at"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const former = await db
    .selectFrom("demand_slug")
    .select("slug")
    .where("demand_id", "=", id)
    .where("slug", "<>", settings.slug)
    .execute();
  const entries = await listEntries(db, id);
  const translations: WholeDemand["translations"] = {};
  for (const locale of otherLocales) {
    const own = words[locale];
    if (!own) continue;
    const { englishRevision, ...text } = own;
    const madeFrom = isOutdated(kept, locale) ? await getEnglish(db, id, englishRevision) : null;
    translations[locale] = { ...text, madeFrom: madeFrom ?? null };
  }
  const { englishRevision: _revision, ...english } = words.en;
  return {
    ...{ ...settings, state, english, translations },
    formerSlugs: former.map(({ slug }) => slug).sort(),
    paper: await getPaper(db, id),
    ...{ createdAt: times.created_at, closedAt: times.closed_at },
    timeline: entries
      .filter(({ removedAt }) => removedAt === null)
      .map(({ kind, outcome, occurredOn, english, others, sourceUrl }) => {
        return { kind, outcome, occurredOn, english, others, sourceUrl };
      })
      .reverse(),
  };
}
