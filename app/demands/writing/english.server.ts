/** Every English text that a demand had, so that what a translation was made from can be shown. */
import type { Db } from "#db/connection.ts";

import type { KeptWords, Words } from "../words.ts";

const column = ({ title, summary, body, addressee }: Words) => ({
  title,
  summary,
  body,
  addressee,
});

/**
 * Keeps an English text. One that the demand had before is that one again, so that its translation is
 * up to date again too.
 * @param before what is kept until now
 * @returns its revision
 */
export async function keepEnglish(
  tx: Db,
  demandId: number,
  words: Words,
  before: KeptWords | undefined,
  now: Date,
): Promise<number> {
  if (before) await insert(tx, demandId, before.englishRevision, before, now);
  const text = column(words);
  let known = tx.selectFrom("demand_english").select("revision").where("demand_id", "=", demandId);
  for (const [name, value] of Object.entries(text))
    known = known.where(name as keyof typeof text, "=", value);
  const same = await known.executeTakeFirst();
  if (same) return same.revision;
  const { last } = await tx
    .selectFrom("demand_english")
    .select((eb) => eb.fn.max("revision").as("last"))
    .where("demand_id", "=", demandId)
    .executeTakeFirstOrThrow();
  const revision = (last ?? 0) + 1;
  await insert(tx, demandId, revision, words, now);
  return revision;
}

/** What is kept already stays as it is. */
async function insert(
  tx: Db,
  demand_id: number,
  revision: number,
  words: Words,
  created_at: Date,
): Promise<void> {
  await tx
    .insertInto("demand_english")
    .values({ demand_id, revision, ...column(words), created_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The English that a translation was made from. */
export async function getEnglish(
  db: Db,
  demandId: number,
  revision: number,
): Promise<Words | undefined> {
  const row = await db
    .selectFrom("demand_english")
    .select(["title", "summary", "body", "addressee"])
    .where("demand_id", "=", demandId)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return row && { ...row, translatedBy: null };
}
