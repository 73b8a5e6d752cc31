/** Keeps a demand's words in one language; words that were signed stay beside the new ones. */
import { sql, type Transaction } from "kysely";

import type { Database, LocaleCode } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { type Change } from "../../words/deed.ts";
import { isSameText, isSameWords, type KeptWords, type Words } from "../words.ts";
import { changesOf } from "./changes.ts";
import { keepEnglish } from "./english.server.ts";
import { getKept, type KeptDemand, lockDemand, wordsVersion } from "./kept.server.ts";
import { type Asked, countSigned, holdSignings, isSigned, type Signed } from "./signed.server.ts";

type Tx = Transaction<Database>;

/** How far somebody knows what they change. */
export interface Knowing {
  /** The version that their form was made from (`wordsVersion`); undefined where nobody else can have written. */
  saw?: string | undefined;
  /** What `needs-confirmation` gave for these very words; `true` where nobody is to be asked. */
  confirmed?: string | true | undefined;
}

export type NeedsConfirmation = Signed & {
  outcome: "needs-confirmation";
  /** To be given back as `confirmed`. */
  confirm: string;
};

/**
 * `stale`: other words are kept than were seen. `needs-confirmation`: the old words are signed, and who
 * writes has not said that they know. Nothing is changed then.
 */
export type SavedWords =
  | { outcome: "saved"; changed?: Change; isNewVersion: boolean }
  | NeedsConfirmation
  | { outcome: "stale" | "no-demand" };

/**
 * Writes the words down. After the first signature another title or body makes a new version: the set of
 * the texts in all languages, of which the others are copied. A translation that people would have
 * read who signed the English in its place is such a change too. All else is changed in place.
 */
export async function saveWords(
  tx: Tx,
  demandId: number,
  locale: LocaleCode,
  words: Words,
  { saw, confirmed }: Knowing,
  now: Date,
): Promise<SavedWords> {
  // who has to be asked first holds nothing up
  const seen = await getKept(tx, demandId);
  if (!seen) return { outcome: "no-demand" };
  if (saw !== undefined && isOther(seen, locale, words, saw)) return { outcome: "stale" };
  const asks = await askFirst(tx, seen, locale, words, confirmed);
  if (asks) return asks;
  const areHeld = await holdSigningsFor(tx, seen, locale, words);
  await lockDemand(tx, demandId);
  const kept = (await getKept(tx, demandId))!;
  if (saw !== undefined && isOther(kept, locale, words, saw)) return { outcome: "stale" };
  return writeWords(tx, kept, locale, words, { confirmed, areHeld }, now);
}

/** Comes before the demand's row is held; what it gives is `areHeld` below. */
export async function holdSigningsFor(
  tx: Tx,
  seen: KeptDemand,
  locale: LocaleCode,
  words: Words,
): Promise<boolean> {
  const change = changeOf(seen, locale, words);
  return change !== undefined && holdSignings(tx, change, seen.state !== "draft");
}

/** The same words twice, by a second press or by two people, are no conflict. */
const isOther = (kept: KeptDemand, locale: LocaleCode, words: Words, saw: string) =>
  wordsVersion(kept, locale) !== saw && !isKept(kept, locale, words);

const isKept = ({ words: kept }: KeptDemand, locale: LocaleCode, words: Words) =>
  kept[locale] !== undefined &&
  isSameWords(kept[locale], words) &&
  kept[locale].englishRevision === kept.en.englishRevision;

/** The part of it that the demand's row is held for already. */
export async function writeWords(
  tx: Tx,
  kept: KeptDemand,
  locale: LocaleCode,
  words: Words,
  { confirmed, areHeld }: Pick<Knowing, "confirmed"> & { areHeld: boolean },
  now: Date,
): Promise<SavedWords> {
  if (isKept(kept, locale, words)) return { outcome: "saved", isNewVersion: false };
  const { id, state, textVersion } = kept;
  const before = kept.words[locale];
  const change = changeOf(kept, locale, words);
  const isPublic = state !== "draft";
  const isNewVersion = change !== undefined && (await isSigned(tx, change, { isPublic, areHeld }));
  // the first signature may have come in since it was asked for
  const asks = isNewVersion && (await askFirst(tx, kept, locale, words, confirmed));
  if (asks) return asks;
  const version = isNewVersion ? textVersion + 1 : textVersion;
  if (isNewVersion) await copyTexts(tx, id, textVersion, now);
  const english_revision =
    locale === "en" ? await keepEnglish(tx, id, words, before, now) : kept.words.en.englishRevision;
  await tx
    .insertInto("demand_text")
    .values({ ...rowOf(words), demand_id: id, version, locale, english_revision, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(["demand_id", "version", "locale"])
        .doUpdateSet({ ...rowOf(words), english_revision }),
    )
    .execute();
  await tx
    .updateTable("demand")
    .set({ text_version: version, updated_at: now })
    .where("id", "=", id)
    .execute();
  const changes = changesOf(recordOf(before), { ...recordOf(words)!, madeFrom: english_revision });
  const named = { language: locale, textVersion: version };
  const changed: Change = {
    action: "demand.words",
    subject: `demand ${id}`,
    before: { language: locale, textVersion, ...changes.before },
    after: { ...named, ...changes.after },
  };
  return { outcome: "saved", isNewVersion, changed };
}

/** Whose words these would no longer be, or undefined where nobody reads other words than before. */
function changeOf(
  { id, textVersion, words: kept }: KeptDemand,
  locale: LocaleCode,
  words: Words,
): Asked | undefined {
  const before = kept[locale];
  if (before) return isSameText(before, words) ? undefined : { demandId: id, textVersion };
  return { demandId: id, textVersion, locale };
}

/** @returns what there is to know, where it changes what people signed and nobody has said so */
export async function askFirst(
  db: Tx,
  kept: KeptDemand,
  locale: LocaleCode,
  words: Words,
  confirmed: Knowing["confirmed"],
): Promise<NeedsConfirmation | undefined> {
  const change = changeOf(kept, locale, words);
  if (!change || confirmed === true) return undefined;
  const { title, body } = words;
  const confirm = versionOf([wordsVersion(kept, locale), title, body]);
  if (confirmed === confirm) return undefined;
  const found = await countSigned(db, change);
  const signed = change.locale === undefined ? found.all : found.signed;
  if (signed + found.waiting === 0) return undefined;
  return { outcome: "needs-confirmation", ...found, confirm };
}

async function copyTexts(tx: Tx, id: number, version: number, now: Date): Promise<void> {
  await sql`
    insert into demand_text (demand_id, version, locale, title, summary, body, addressee, translated_by,
                             created_at, english_revision)
    select demand_id, ${version + 1}, locale, title, summary, body, addressee, translated_by,
           ${now}, english_revision
      from demand_text where demand_id = ${id} and version = ${version}`.execute(tx);
}

const rowOf = ({ title, summary, body, addressee, translatedBy }: Words) => ({
  ...{ title, summary, body, addressee },
  translated_by: translatedBy,
});

const recordOf = (words: Words | KeptWords | undefined) =>
  words && {
    ...{ title: words.title, summary: words.summary, body: words.body },
    ...{ addressee: words.addressee, translatedBy: words.translatedBy },
    ...("englishRevision" in words && { madeFrom: words.englishRevision }),
  };
