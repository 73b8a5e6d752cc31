/** Entries of a demand's timeline as they are stored, in all languages. */
import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import { versionOf } from "#db/version-of.ts";

import {
  type Entry,
  type EntryText,
  type EntryWords,
  type NewEntry,
  type OtherLocale,
  otherLocales,
} from "./entry.ts";

/** Newest first, those among them that were taken off. */
export async function listEntries(db: Db, demandId: number): Promise<Entry[]> {
  const rows = await db
    .selectFrom("demand_update")
    .select(["id", "kind", "outcome", "subject", "body", "source_url", "occurred_on", "removed_at"])
    .where("demand_id", "=", demandId)
    .orderBy("occurred_on", "desc")
    .orderBy("id", "desc")
    .execute();
  const texts = await db
    .selectFrom("demand_update_text as t")
    .innerJoin("demand_update as u", "u.id", "t.update_id")
    .select(["t.update_id", "t.locale", "t.subject", "t.body"])
    .where("u.demand_id", "=", demandId)
    .execute();
  const ofEntry = Map.groupBy(texts, (text) => text.update_id);
  return rows.map((row) => {
    const entry = {
      kind: row.kind,
      outcome: row.outcome,
      english: { subject: row.subject, body: row.body },
      others: Object.fromEntries(
        (ofEntry.get(row.id) ?? []).map(({ locale, subject, body }) => [locale, { subject, body }]),
      ) as Partial<Record<OtherLocale, EntryText>>,
      sourceUrl: row.source_url,
      occurredOn: row.occurred_on,
    };
    const { english, others, ...rest } = entry;
    const texts = { english: { ...english }, others: others as Record<string, Json> };
    const version = versionOf({ ...rest, ...texts, removed: row.removed_at !== null });
    return { ...entry, id: row.id, removedAt: row.removed_at, version };
  });
}

/** @returns its id */
export async function insertEntry(
  db: Db,
  demandId: number,
  { kind, outcome, english, others, sourceUrl, occurredOn }: NewEntry,
  now: Date,
): Promise<number> {
  const { id } = await db
    .insertInto("demand_update")
    .values({
      demand_id: demandId,
      ...{ kind, outcome: outcome ?? null, ...english },
      ...{ source_url: sourceUrl, occurred_on: occurredOn, created_at: now, updated_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertTexts(db, id, others);
  return id;
}

async function insertTexts(db: Db, id: number, others: EntryWords["others"]): Promise<void> {
  const rows = otherLocales.flatMap((locale) => {
    const text = others[locale];
    return text ? [{ update_id: id, locale, ...text }] : [];
  });
  if (rows.length > 0) await db.insertInto("demand_update_text").values(rows).execute();
}

/** @param changed all of it that can be changed */
export async function updateEntry(
  db: Db,
  id: number,
  { kind, english, others, sourceUrl, occurredOn }: NewEntry,
  now: Date,
): Promise<void> {
  await db
    .updateTable("demand_update")
    .set({ kind, ...english, source_url: sourceUrl, occurred_on: occurredOn, updated_at: now })
    .where("id", "=", id)
    .execute();
  await db.deleteFrom("demand_update_text").where("update_id", "=", id).execute();
  await insertTexts(db, id, others);
}

/** @param at null puts it back */
export async function markRemoved(db: Db, id: number, at: Date | null, now: Date): Promise<void> {
  await db
    .updateTable("demand_update")
    .set({ removed_at: at, updated_at: now })
    .where("id", "=", id)
    .execute();
}
