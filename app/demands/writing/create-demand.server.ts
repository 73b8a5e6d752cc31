/** Makes a demand: a draft, in English. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { keepEnglish } from "./english.server.ts";
import type { DemandDraft } from "./save-demand.server.ts";
import { recordOf } from "./save-settings.server.ts";
import { holdSlugs, isSlugFree, proposeSlug } from "./slugs.server.ts";

export type Created =
  { outcome: "created"; id: number; slug: string; changed: Change } | { outcome: "slug-taken" };

/** The last in the organisers' order, unless it says otherwise. */
export async function createDemand(
  tx: Transaction<Database>,
  { words, settings }: DemandDraft,
  now: Date,
): Promise<Created> {
  await holdSlugs(tx);
  const slug = settings.slug ?? (await proposeSlug(tx, words.title));
  if (!(await isSlugFree(tx, slug))) return { outcome: "slug-taken" };
  const position = settings.position ?? (await nextPosition(tx));
  const { goal, topics, openedAt, closesAt } = settings;
  const { id } = await tx
    .insertInto("demand")
    .values({
      ...{ slug, goal, topics, position, created_at: now, updated_at: now },
      ...{ opened_at: openedAt, closes_at: closesAt },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { translatedBy: _, ...text } = words;
  await tx
    .insertInto("demand_text")
    .values({
      ...{ ...text, demand_id: id, version: 1, locale: "en", translated_by: null, created_at: now },
      english_revision: await keepEnglish(tx, id, words, undefined, now),
    })
    .execute();
  const after = { ...text, ...recordOf({ ...settings, slug, position }) };
  const changed = { action: "demand.create", subject: `demand ${id}`, after };
  return { outcome: "created", id, slug, changed };
}

async function nextPosition(tx: Transaction<Database>): Promise<number> {
  const { last } = await tx
    .selectFrom("demand")
    .select((eb) => eb.fn.max("position").as("last"))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
