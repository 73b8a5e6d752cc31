/** Letters as the public sees them: from the moment that their totals were counted. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { listDemandsById } from "../demands/get-demand.server.ts";
import { EVERYWHERE } from "./copy-facts.server.ts";
import { countCopiesOf } from "./copies.server.ts";
import type { CopyCounts } from "./copy-life.ts";
import { isRepeat } from "./copy-queries.server.ts";
import { getLetter, letterOf } from "./get-letter.server.ts";
import type { Letter, SentDemand } from "./letter.ts";
import { readableSubject } from "./text/fields.ts";

export interface PublishedLetter {
  /** The subject, readable, without fields. */
  heading: string;
  letter: Letter & { countedAt: Date };
  demands: SentDemand[];
  counts: CopyCounts;
}

/** Newest first; what went out again by itself stands on its member’s page alone. */
export async function listPublished(db: Db, locale: LocaleCode): Promise<PublishedLetter[]> {
  const rows = await db
    .selectFrom("letter")
    .selectAll()
    .where("counted_at", "is not", null)
    .where(isRepeat, "is", false)
    .orderBy("counted_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return describe(db, rows.map(letterOf), locale);
}

/** A letter that the public may see; drafts are as unknown as nonsense. */
export async function getPublished(
  db: Db,
  id: string | undefined,
  locale: LocaleCode,
): Promise<PublishedLetter | undefined> {
  const letter = await getLetter(db, id);
  return letter && (await describe(db, [letter], locale))[0];
}

async function describe(
  db: Db,
  letters: readonly Letter[],
  locale: LocaleCode,
): Promise<PublishedLetter[]> {
  const counted = letters.filter(
    (letter): letter is Letter & { countedAt: Date } => letter.countedAt !== null,
  );
  if (counted.length === 0) return [];
  const ids = counted.map(({ id }) => id);
  const [demands, counts, totals] = await Promise.all([
    listDemandsById(db, [...new Set(counted.flatMap(({ demandIds }) => demandIds))], locale),
    countCopiesOf(db, ids),
    db
      .selectFrom("letter_total")
      .select(["letter_id", "demand_id", "signature_count"])
      .where("letter_id", "in", ids)
      .where("place", "=", EVERYWHERE)
      .execute(),
  ]);
  return counted.map((letter) => ({
    heading: readableSubject(letter.subject),
    letter,
    counts: counts.get(letter.id)!,
    demands: demands
      .filter(({ id }) => letter.demandIds.includes(id))
      .map(({ id, slug, title, lang }) => ({
        id,
        slug,
        title,
        lang,
        total: totals.find((row) => row.letter_id === letter.id && row.demand_id === id)!
          .signature_count,
      })),
  }));
}
