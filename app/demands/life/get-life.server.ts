/** A demand as organisers see its life, whatever its state. */
import type { Db } from "#db/connection.ts";
import type { DemandState, LocaleCode, Outcome } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { locales } from "../../words/locale.ts";
import type { LifeFacts } from "./demand-life.ts";

const parts = ["title", "summary", "body", "addressee"] as const;

export interface DemandLife extends LifeFacts {
  id: number;
  slug: string;
  state: DemandState;
  outcome: Outcome;
  signatureCount: number;
  /** When a draft opens by itself. */
  opensAt: Date | null;
  openedAt: Date | null;
  closesAt: Date | null;
  /** In English; empty where it is not written yet. */
  title: string;
  /** The languages that it is written in. */
  languages: LocaleCode[];
  /** The languages that it lacks. */
  missing: LocaleCode[];
  /** What of the English is empty, without which it cannot open. */
  englishMissing: string[];
  /** Of what a step of its life depends on: who takes one says which they saw. */
  version: string;
}

/** @returns undefined for an id that no demand has */
export async function getDemandLife(db: Db, id: number): Promise<DemandLife | undefined> {
  const demand = await db
    .selectFrom("demand")
    .select(["id", "slug", "state", "outcome", "text_version", "signature_count"])
    .select(["opened_at", "closes_at", "closed_at"])
    .select((eb) =>
      eb
        .exists(eb.selectFrom("demand_retention").where("demand_id", "=", id).select("demand_id"))
        .as("is_forgotten"),
    )
    .where("id", "=", id)
    .executeTakeFirst();
  if (!demand) return undefined;
  const texts = await db
    .selectFrom("demand_text")
    .select(["locale", ...parts])
    .where("demand_id", "=", id)
    .where("version", "=", demand.text_version)
    .orderBy("locale")
    .execute();
  const { slug, state, outcome } = demand;
  const english = texts.find(({ locale }) => locale === "en");
  const languages = locales.filter((one) => texts.some(({ locale }) => locale === one));
  const [opensAt, openedAt] =
    state === "draft" ? [demand.opened_at, null] : [null, demand.opened_at];
  const closesAt = demand.closes_at;
  // opening a draft lets everybody read its words
  const words = state === "draft" ? texts : null;
  const seen = { state, outcome, opens: time(opensAt), closes: time(closesAt), words };
  return {
    ...{ id, slug, state, outcome, opensAt, openedAt, closesAt, languages },
    signatureCount: demand.signature_count,
    closedAt: demand.closed_at,
    isForgotten: Boolean(demand.is_forgotten),
    title: english?.title ?? "",
    missing: locales.filter((one) => !languages.includes(one)),
    englishMissing: parts.filter((part) => !english?.[part].trim()),
    version: versionOf(seen),
  };
}

const time = (moment: Date | null) => moment?.toISOString() ?? null;
