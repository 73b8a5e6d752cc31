/** Takes a translation away; words that people signed stay. */
import type { Transaction } from "kysely";

import type { Database, LocaleCode } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { getKept, lockDemand, wordsVersion } from "./kept.server.ts";
import { holdSignings, isSigned } from "./signed.server.ts";

/** `signed`: a signature was given to its words as they stand, or may yet be. */
export type Removed =
  { outcome: "removed"; changed: Change } | { outcome: "stale" | "signed" | "none" };

/** @param saw the version of the page that asks (`wordsVersion`) */
export async function removeTranslation(
  tx: Transaction<Database>,
  demandId: number,
  locale: Exclude<LocaleCode, "en">,
  saw: string | undefined,
  now: Date,
): Promise<Removed> {
  const seen = await getKept(tx, demandId);
  if (!seen) return { outcome: "none" };
  const of = { demandId, textVersion: seen.textVersion, locale };
  const areHeld = await holdSignings(tx, of, seen.state !== "draft");
  await lockDemand(tx, demandId);
  const kept = await getKept(tx, demandId);
  const words = kept?.words[locale];
  if (!kept || !words) return { outcome: "none" };
  if (saw !== wordsVersion(kept, locale)) return { outcome: "stale" };
  const { textVersion, state } = kept;
  const isPublic = state !== "draft";
  if (await isSigned(tx, { demandId, textVersion, locale }, { isPublic, areHeld }))
    return { outcome: "signed" };
  await tx
    .deleteFrom("demand_text")
    .where("demand_id", "=", demandId)
    .where("version", "=", textVersion)
    .where("locale", "=", locale)
    .execute();
  await tx.updateTable("demand").set({ updated_at: now }).where("id", "=", demandId).execute();
  const changed = {
    action: "demand.words-remove",
    subject: `demand ${demandId}`,
    before: { language: locale, textVersion, ...words },
  };
  return { outcome: "removed", changed };
}
