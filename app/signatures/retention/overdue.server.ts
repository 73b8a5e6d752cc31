/** How late it is with what has to be forgotten, for metrics and for organisers. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { SIGNING_DAYS } from "#db/partitions.ts";
import { uuidBytes, uuidTime } from "#db/uuid.ts";

import { getClosing } from "../../campaign/closing/closing.server.ts";
import { countLate } from "./due.server.ts";
import { NEWS_MONTHS } from "./news-addresses.server.ts";

const DAY = 86_400_000;

/**
 * How long ago the oldest should have gone that is there still: people of a closed demand, an address for news, a form.
 * @returns seconds, 0 where nothing is; less than a day is usual, for the night's work comes once a day
 */
export async function countOverdue(db: Db, now: Date): Promise<number> {
  const late = [
    await countLate(db, now),
    await countNewsLate(db, now),
    await countFormsLate(db, now),
  ];
  return Math.max(0, ...late);
}

/** Of a campaign that is closed all go as soon as it cannot be opened again. */
async function countNewsLate(db: Db, now: Date): Promise<number> {
  const closing = await getClosing(db);
  const { rows } = await sql<{ late: number | null }>`
    select extract(epoch from ${now}::timestamptz - least(
             min(kept_since) + make_interval(months => ${sql.lit(NEWS_MONTHS)}),
             ${closing?.personsUntil ?? null}::timestamptz))::float8 as late
      from news_address having count(*) > 0`.execute(db);
  return rows[0]?.late ?? 0;
}

/** They are dropped by the day, so the last of a day is a day older than the first one may be. */
async function countFormsLate(db: Db, now: Date): Promise<number> {
  const oldest = await db
    .selectFrom("signing")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return 0;
  const kept = (SIGNING_DAYS + 1) * DAY;
  return (now.getTime() - uuidTime(uuidBytes(oldest.id)).getTime() - kept) / 1000;
}
