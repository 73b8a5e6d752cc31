/** Takes a demand in from its files: a new one whole, of one that the site has its words, settings and timeline. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { insertEntry, listEntries, updateEntry } from "../life/entries.server.ts";
import { isSameWords } from "../words.ts";
import { type OtherLocale, otherLocales } from "../life/entry.ts";
import { standingOutcome } from "../life/take-step.server.ts";
import { getPaper, paperVersion } from "../paper/get-paper.server.ts";
import { savePaper } from "../paper/save-paper.server.ts";
import { createDemand } from "../writing/create-demand.server.ts";
import { keepEnglish } from "../writing/english.server.ts";
import { getKept, isOutdated, type KeptDemand, lockDemand } from "../writing/kept.server.ts";
import { saveSettings } from "../writing/save-settings.server.ts";
import { saveWords } from "../writing/save-words.server.ts";
import { holdSlugs, isSlugFree, keepOldSlug } from "../writing/slugs.server.ts";
import { hasPaper, matchEntries } from "./differences.ts";
import type { Translation, WholeDemand } from "./whole-demand.ts";

type Tx = Transaction<Database>;

export type Imported =
  | { outcome: "done"; changes: Change[] }
  /** People signed the words that would be changed, and nobody has said that they know. */
  | { outcome: "needs-confirmation"; signed: number }
  | { outcome: "slug-taken"; slug: string };

/**
 * Comes first where several demands come in at once: all that may be written is held in the order in
 * which signing, confirming, withdrawing and editing hold it, so that nobody waits in a circle.
 * Signings and confirmations wait until the transaction has ended.
 */
export async function holdDemands(tx: Tx): Promise<void> {
  await holdSlugs(tx);
  await sql`lock table only signing in share mode`.execute(tx);
  await tx.selectFrom("demand").select("id").orderBy("id").forNoKeyUpdate().execute();
}

/** The demand that the site has under the slug of the files, or under one that it had. */
export async function findKept(tx: Tx, wanted: WholeDemand): Promise<KeptDemand | undefined> {
  const slugs = [wanted.slug, ...wanted.formerSlugs];
  const now = await tx
    .selectFrom("demand")
    .select(["id", "slug"])
    .where("slug", "in", slugs)
    .execute();
  const before = await tx
    .selectFrom("demand_slug")
    .select(["demand_id as id", "slug"])
    .where("slug", "in", slugs)
    .execute();
  const [found] = [...now, ...before].sort((a, b) => slugs.indexOf(a.slug) - slugs.indexOf(b.slug));
  return found && getKept(tx, found.id);
}

/** @param confirmed that words which people signed may be changed: what they signed is kept beside */
export async function importDemand(
  tx: Tx,
  kept: KeptDemand | undefined,
  wanted: WholeDemand,
  confirmed: boolean,
  now: Date,
): Promise<Imported> {
  const changes: Change[] = [];
  let id = kept?.id;
  if (id === undefined) {
    const { goal, topics, openedAt, closesAt, slug, position } = wanted;
    const settings = { goal, topics, openedAt, closesAt, slug, position };
    const created = await createDemand(tx, { words: wanted.english, settings }, now);
    if (created.outcome !== "created") return { outcome: "slug-taken", slug };
    id = created.id;
    changes.push(created.changed);
  } else {
    const { goal, topics, openedAt, closesAt, slug, position } = wanted;
    const settings = { goal, topics, openedAt, closesAt, slug, position };
    const saved = await saveSettings(tx, id, settings, undefined, now);
    if (saved.outcome !== "saved") return { outcome: "slug-taken", slug: wanted.slug };
    if (saved.changed) changes.push(saved.changed);
    const words = await saveWords(tx, id, "en", wanted.english, knowing(confirmed), now);
    if (words.outcome === "needs-confirmation") return { ...words, signed: words.all };
    if (words.outcome === "saved" && words.changed) changes.push(words.changed);
  }
  for (const locale of otherLocales) {
    const words = wanted.translations[locale];
    if (!words || (kept && isAsKept(kept, locale, words))) continue;
    const saved = await saveWords(tx, id, locale, words, knowing(confirmed), now);
    if (saved.outcome === "needs-confirmation") return { ...saved, signed: saved.all };
    if (saved.outcome === "saved" && saved.changed) changes.push(saved.changed);
    await markMadeFrom(tx, id, locale, words, now);
  }
  for (const slug of wanted.formerSlugs) {
    if (!(await isSlugFree(tx, slug, id))) return { outcome: "slug-taken", slug };
    await keepOldSlug(tx, id, slug, now);
  }
  if (hasPaper(wanted)) {
    const saw = paperVersion(await getPaper(tx, id));
    const { changed } = await savePaper(tx, id, wanted.paper, saw, now);
    if (changed) changes.push(changed);
  }
  const entries = await importTimeline(tx, id, wanted, now);
  if (entries) changes.push({ action: "demand.timeline", subject: `demand ${id}`, after: entries });
  if (!kept) await placeInLife(tx, id, wanted, now);
  return { outcome: "done", changes };
}

/** One that is as it is kept falls out of date when the English moves on, and not when it comes in again. */
function isAsKept(kept: KeptDemand, locale: OtherLocale, words: Translation): boolean {
  const own = kept.words[locale];
  const isSame = own !== undefined && isSameWords(own, words);
  return isSame && isOutdated(kept, locale) === (words.madeFrom !== null);
}

const knowing = (confirmed: boolean) => (confirmed ? { confirmed: true as const } : {});

/** A translation that the English has moved on from stays out of date where it comes to. */
async function markMadeFrom(
  tx: Tx,
  id: number,
  locale: OtherLocale,
  { madeFrom }: Translation,
  now: Date,
): Promise<void> {
  if (!madeFrom) return;
  await lockDemand(tx, id);
  const { textVersion } = (await getKept(tx, id))!;
  const english_revision = await keepEnglish(tx, id, madeFrom, undefined, now);
  await tx
    .updateTable("demand_text")
    .set({ english_revision })
    .where("demand_id", "=", id)
    .where("version", "=", textVersion)
    .where("locale", "=", locale)
    .execute();
}

/** @returns how many entries were written, by what was done; undefined where none were */
async function importTimeline(
  tx: Tx,
  id: number,
  { timeline }: WholeDemand,
  now: Date,
): Promise<{ added: number; changed: number } | undefined> {
  await lockDemand(tx, id);
  const stands = (await listEntries(tx, id)).filter(({ removedAt }) => removedAt === null);
  const { added, changed } = matchEntries(stands.toReversed(), timeline);
  for (const entry of added) await insertEntry(tx, id, entry, now);
  for (const { from, to } of changed) await updateEntry(tx, from.id, to, now);
  if (added.length + changed.length === 0) return undefined;
  const outcome = await standingOutcome(tx, id);
  await tx.updateTable("demand").set({ outcome, updated_at: now }).where("id", "=", id).execute();
  return { added: added.length, changed: changed.length };
}

/** A new demand comes in as it stood where it comes from; later steps are taken on its page. */
async function placeInLife(tx: Tx, id: number, wanted: WholeDemand, now: Date): Promise<void> {
  await tx
    .updateTable("demand")
    .set({
      ...{ state: wanted.state, created_at: wanted.createdAt, updated_at: now },
      ...{ opened_at: wanted.openedAt, closes_at: wanted.closesAt, closed_at: wanted.closedAt },
    })
    .where("id", "=", id)
    .execute();
}
