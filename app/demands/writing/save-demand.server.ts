/** Keeps what the form of a demand holds, all of it or nothing: the English words and the settings. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { isSameWords, type Settings, type Words } from "../words.ts";
import {
  demandVersion,
  getKept,
  type KeptDemand,
  lockDemand,
  settingsVersion,
} from "./kept.server.ts";
import { changeable, writeSettings } from "./save-settings.server.ts";
import {
  askFirst,
  holdSigningsFor,
  type Knowing,
  type NeedsConfirmation,
  writeWords,
} from "./save-words.server.ts";
import { holdSlugs, isSlugFree, proposeSlug } from "./slugs.server.ts";

/** What the form holds. */
export interface DemandDraft {
  words: Words;
  /** Without a slug the title's is taken, without a position the one that it has, or the last. */
  settings: Omit<Settings, "slug" | "position"> & {
    slug: string | undefined;
    position: number | undefined;
  };
}

export type SavedDemand =
  | { outcome: "saved"; changed?: Change; isNewVersion: boolean }
  | NeedsConfirmation
  | { outcome: "stale" | "slug-taken" | "no-demand" };

/** @param knowing.saw the version that the form was made from (`demandVersion`) */
export async function saveDemand(
  tx: Transaction<Database>,
  demandId: number,
  draft: DemandDraft,
  { saw, confirmed }: Knowing,
  now: Date,
): Promise<SavedDemand> {
  const seen = await getKept(tx, demandId);
  if (!seen) return { outcome: "no-demand" };
  const { words } = draft;
  // who has to be asked first, or is told of another's work, holds nothing up
  if (isOther(seen, draft, saw)) return { outcome: "stale" };
  const asks = await askFirst(tx, seen, "en", words, confirmed);
  if (asks) return asks;
  await holdSlugs(tx);
  const areHeld = await holdSigningsFor(tx, seen, "en", words);
  await lockDemand(tx, demandId);
  const kept = (await getKept(tx, demandId))!;
  if (isOther(kept, draft, saw)) return { outcome: "stale" };
  const slug = draft.settings.slug ?? (await proposeSlug(tx, words.title, demandId));
  if (!(await isSlugFree(tx, slug, demandId))) return { outcome: "slug-taken" };
  const written = await writeWords(tx, kept, "en", words, { confirmed, areHeld }, now);
  if (written.outcome !== "saved") return written;
  const position = draft.settings.position ?? kept.settings.position;
  const rest = await writeSettings(tx, kept, { ...draft.settings, slug, position }, now);
  return { ...written, ...bothOf(written.changed, rest.changed) };
}

/** Nobody's work is written over who has not seen it; the same twice is no conflict. */
function isOther(kept: KeptDemand, { words, settings }: DemandDraft, saw: string | undefined) {
  if (saw === undefined || saw === demandVersion(kept)) return false;
  const { slug = kept.settings.slug, position = kept.settings.position } = settings;
  const wished = changeable(kept, { ...settings, slug, position });
  return (
    !isSameWords(words, kept.words.en) || settingsVersion(wished) !== settingsVersion(kept.settings)
  );
}

function bothOf(words: Change | undefined, settings: Change | undefined): { changed?: Change } {
  if (!words || !settings)
    return { ...(words && { changed: words }), ...(settings && { changed: settings }) };
  const join = (name: "before" | "after") => ({
    ...(words[name] as object),
    ...(settings[name] as object),
  });
  return {
    changed: { ...words, action: "demand.write", before: join("before"), after: join("after") },
  };
}
