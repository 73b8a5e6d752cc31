/** Keeps what a demand has beside its words. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import type { Settings } from "../words.ts";
import { changesOf } from "./changes.ts";
import { getKept, type KeptDemand, lockDemand, settingsVersion } from "./kept.server.ts";
import { holdSlugs, isSlugFree, keepOldSlug } from "./slugs.server.ts";

type Tx = Transaction<Database>;

/** `slug-taken`: another demand has the slug, or had it once. Nothing is changed unless it is `saved`. */
export type SavedSettings =
  { outcome: "saved"; changed?: Change } | { outcome: "stale" | "slug-taken" | "no-demand" };

/**
 * The slug that it had stays its own. When it opens can be changed of a draft alone, when it closes
 * until it is closed: what has happened stays as it happened.
 * @param saw the version that the form was made from (`settingsVersion`); undefined where nobody else can have written
 */
export async function saveSettings(
  tx: Tx,
  demandId: number,
  settings: Settings,
  saw: string | undefined,
  now: Date,
): Promise<SavedSettings> {
  await holdSlugs(tx);
  await lockDemand(tx, demandId);
  const kept = await getKept(tx, demandId);
  if (!kept) return { outcome: "no-demand" };
  const stored = settingsVersion(kept.settings);
  const isStale = saw !== undefined && saw !== stored && settingsVersion(settings) !== stored;
  if (isStale) return { outcome: "stale" };
  if (!(await isSlugFree(tx, settings.slug, demandId))) return { outcome: "slug-taken" };
  return { outcome: "saved", ...(await writeSettings(tx, kept, settings, now)) };
}

/** What can still be changed of the settings in the demand's state. */
export function changeable({ state, settings: kept }: KeptDemand, settings: Settings): Settings {
  const isDraft = state === "draft";
  return {
    ...settings,
    openedAt: isDraft ? settings.openedAt : kept.openedAt,
    closesAt: isDraft || state === "open" ? settings.closesAt : kept.closesAt,
  };
}

/** The part of it for a demand that is held, and a slug that is free. */
export async function writeSettings(
  tx: Tx,
  kept: KeptDemand,
  wished: Settings,
  now: Date,
): Promise<{ changed?: Change }> {
  const settings = changeable(kept, wished);
  if (settingsVersion(settings) === settingsVersion(kept.settings)) return {};
  const { id } = kept;
  if (settings.slug !== kept.settings.slug) await keepOldSlug(tx, id, kept.settings.slug, now);
  await tx
    .updateTable("demand")
    .set({
      ...{ slug: settings.slug, goal: settings.goal, topics: settings.topics },
      ...{ opened_at: settings.openedAt, closes_at: settings.closesAt },
      ...{ position: settings.position, updated_at: now },
    })
    .where("id", "=", id)
    .execute();
  const changes = changesOf(recordOf(kept.settings), recordOf(settings));
  return { changed: { action: "demand.settings", subject: `demand ${id}`, ...changes } };
}

/** As the audit log keeps it. */
export const recordOf = ({ openedAt, closesAt, ...settings }: Settings) => ({
  ...settings,
  openedAt: openedAt?.toISOString() ?? null,
  closesAt: closesAt?.toISOString() ?? null,
});
