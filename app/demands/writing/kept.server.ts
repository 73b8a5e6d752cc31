/** A demand as organisers change it: its settings and its words in every language it has. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, DemandState, LocaleCode, Outcome } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { KeptWords, Settings, Words } from "../words.ts";

export interface KeptDemand {
  id: number;
  state: DemandState;
  outcome: Outcome;
  /** Confirmed signatures that stand. */
  count: number;
  /** Of the words as they stand. */
  textVersion: number;
  settings: Settings;
  words: { en: KeptWords } & Partial<Record<LocaleCode, KeptWords>>;
}

/** Until the transaction ends nothing is done to it, and no signature of it is counted. */
export const lockDemand = (tx: Transaction<Database>, id: number) =>
  tx.selectFrom("demand").select("id").where("id", "=", id).forNoKeyUpdate().execute();

/** Drafts and removed ones too. */
export async function getKept(db: Db, id: number): Promise<KeptDemand | undefined> {
  const [kept] = await listKept(db, id);
  return kept;
}

/** In the organisers' order. @param only the demand of this id */
export async function listKept(db: Db, only?: number): Promise<KeptDemand[]> {
  let query = db
    .selectFrom("demand as d")
    .innerJoin("demand_text as t", (join) =>
      join.onRef("t.demand_id", "=", "d.id").onRef("t.version", "=", "d.text_version"),
    )
    .select(["d.id", "d.slug", "d.state", "d.outcome", "d.signature_count", "d.text_version"])
    .select(["d.goal", "d.topics", "d.opened_at", "d.closes_at", "d.position"])
    .select(["t.locale", "t.title", "t.summary", "t.body", "t.addressee", "t.translated_by"])
    .select("t.english_revision")
    .orderBy("d.position")
    .orderBy("d.id");
  if (only !== undefined) query = query.where("d.id", "=", only);
  const rows = Map.groupBy(await query.execute(), ({ id }) => id);
  return [...rows.values()].map((texts) => {
    const row = texts[0]!;
    const words = Object.fromEntries(
      texts.map((text) => [
        text.locale,
        {
          ...{ title: text.title, summary: text.summary, body: text.body },
          ...{ addressee: text.addressee, translatedBy: text.translated_by },
          englishRevision: text.english_revision,
        },
      ]),
    ) as KeptDemand["words"];
    return {
      ...{ id: row.id, state: row.state, outcome: row.outcome, words },
      ...{ count: row.signature_count, textVersion: row.text_version },
      settings: {
        ...{ slug: row.slug, goal: row.goal, topics: row.topics, position: row.position },
        ...{ openedAt: row.opened_at, closesAt: row.closes_at },
      },
    };
  });
}

/** Whether the English has moved on since a translation was made. */
export const isOutdated = ({ words }: KeptDemand, locale: LocaleCode): boolean => {
  const own = words[locale];
  return own !== undefined && own.englishRevision !== words.en.englishRevision;
};

/** The version of a demand's words in one language; a translation's names the English beside it too. */
export const wordsVersion = ({ words }: KeptDemand, locale: LocaleCode): string =>
  versionOf({ words: wordsOf(words[locale]), english: words.en.englishRevision });

/** The version of what the form with the English words and the settings is made from. */
export const demandVersion = ({ words, settings }: KeptDemand): string =>
  versionOf({ words: wordsOf(words.en), settings: settingsVersion(settings) });

export const settingsVersion = ({ openedAt, closesAt, ...settings }: Settings): string =>
  versionOf({
    ...settings,
    openedAt: openedAt?.toISOString() ?? null,
    closesAt: closesAt?.toISOString() ?? null,
  });

const wordsOf = (kept: Words | undefined) => {
  if (!kept) return null;
  const { title, summary, body, addressee, translatedBy } = kept;
  return { title, summary, body, addressee, translatedBy };
};
