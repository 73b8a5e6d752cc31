/** The letters that were sent as the public's list of them shows them, newest first. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { listPublished } from "../../letters/published.server.ts";

export type ListedLetter = Awaited<ReturnType<typeof listLettersShown>>[number];

/** Without their texts, which are long, and stand on pages of their own. */
export async function listLettersShown(db: Db, locale: LocaleCode) {
  const published = await listPublished(db, locale);
  return published.map(({ heading, letter, demands, counts }) => ({
    id: letter.id,
    heading,
    state: letter.state,
    countedAt: letter.countedAt,
    rehearsal: letter.rehearsal,
    counts,
    demands,
  }));
}
