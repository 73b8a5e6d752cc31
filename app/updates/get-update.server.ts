/** Reads updates. */
import type { Db } from "#db/connection.ts";
import type { Row, SupporterUpdateState } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";
import type { UpdateTexts } from "#emails/message.ts";

import { readTexts } from "./texts.server.ts";
import { type Draft, languagesOf, type Update } from "./update.ts";

export function updateOf(row: Row<"supporter_update">, texts: UpdateTexts): Update {
  return {
    id: row.id,
    texts,
    demandIds: row.demand_ids,
    perHour: row.per_hour,
    state: row.state,
    createdBy: row.created_by,
    overrideReason: row.override_reason,
    createdAt: row.created_at,
    beganAt: row.begun_at,
    finishedAt: row.finished_at,
    progress: {
      people: row.people,
      left: row.has_left,
      returned: row.returned,
      failed: row.failed,
      unknown: row.unknown,
      limited: row.limited,
    },
  };
}

/** With its texts. */
export async function wholeOf(db: Db, row: Row<"supporter_update">): Promise<Update> {
  const texts = await readTexts(db, [row.id]);
  return updateOf(row, texts.get(row.id)!);
}

/** @param id as it stands in an address */
export async function getUpdate(db: Db, id: string | undefined): Promise<Update | undefined> {
  if (!id || !/^[1-9]\d{0,8}$/.test(id)) return undefined;
  const row = await db
    .selectFrom("supporter_update")
    .selectAll()
    .where("id", "=", Number(id))
    .executeTakeFirst();
  return row && wholeOf(db, row);
}

const MOST = 200;

/** The newest first. @param states whatever its state, where none is named */
export async function listUpdates(
  db: Db,
  states?: readonly SupporterUpdateState[],
  most = MOST,
): Promise<Update[]> {
  let query = db.selectFrom("supporter_update").selectAll().orderBy("id", "desc").limit(most);
  if (states) query = query.where("state", "in", states);
  const rows = await query.execute();
  const texts = await readTexts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => updateOf(row, texts.get(row.id)!));
}

/** Updates whose mails are leaving, or would if nobody had paused them, with how far they have come. */
export async function listUpdatesUnderWay(db: Db, most: number) {
  const updates = await listUpdates(db, ["sending", "paused"], most);
  return updates.map(({ id, texts, state, progress: { people, left, limited } }) => ({
    id,
    subject: texts.en.subject,
    state,
    progress: { left, all: Math.max((people ?? 0) - limited, left) },
  }));
}

/** Of the words in all languages, the demands and the pace: what is approved, and what a form was made from. */
export function draftVersion(draft: Draft): string {
  const texts = languagesOf(draft).map((locale) => [locale, { ...draft.texts[locale]! }] as const);
  const { demandIds, perHour } = draft;
  return versionOf({ texts: Object.fromEntries(texts), demandIds, perHour });
}
