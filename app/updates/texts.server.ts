/** What updates say: written while they are drafts, the same for ever once they are being sent. */
import type { Db } from "#db/connection.ts";
import type { UpdateText, UpdateTexts } from "#emails/message.ts";

import { locales } from "../words/locale.ts";

/** @returns by the updates' ids */
export async function readTexts(
  db: Db,
  updates: readonly number[],
): Promise<Map<number, UpdateTexts>> {
  if (updates.length === 0) return new Map();
  const rows = await db
    .selectFrom("supporter_update_text")
    .selectAll()
    .where("update_id", "in", updates)
    .execute();
  const found = new Map<number, UpdateTexts>();
  for (const id of updates) {
    const own = new Map(
      rows
        .filter(({ update_id }) => update_id === id)
        .map(({ locale, subject, body }): [string, UpdateText] => [locale, { subject, body }]),
    );
    // in one order, whatever the order of the rows
    const inOrder = locales.flatMap((locale) => {
      const text = own.get(locale);
      return text ? [[locale, text]] : [];
    });
    if (own.has("en")) found.set(id, Object.fromEntries(inOrder) as UpdateTexts);
  }
  return found;
}

export async function writeTexts(tx: Db, update: number, texts: UpdateTexts): Promise<void> {
  await tx.deleteFrom("supporter_update_text").where("update_id", "=", update).execute();
  const rows = locales.flatMap((locale) => {
    const text = texts[locale];
    return text ? [{ update_id: update, locale, ...text }] : [];
  });
  await tx.insertInto("supporter_update_text").values(rows).execute();
}
