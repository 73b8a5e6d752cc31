/** The letters that were sent last, in short. */
import type { Db } from "#db/connection.ts";

import { isRepeat } from "../copy-queries.server.ts";
import { hasLeft } from "./has-left.ts";
import { readableSubject } from "../text/fields.ts";

export interface NewLetter {
  id: number;
  /** Readable, without fields. */
  subject: string;
  countedAt: Date;
}

/** Newest first; no rehearsals, and none stopped before a copy left, for nobody got them; no repeats. */
export async function listNewestLetters(db: Db, most: number): Promise<NewLetter[]> {
  const rows = await db
    .selectFrom("letter")
    .select(["id", "subject"])
    .select((eb) => eb.ref("counted_at").$notNull().as("countedAt"))
    .where("counted_at", "is not", null)
    .where("rehearsal", "=", false)
    .where(isRepeat, "is", false)
    .where((eb) => eb.or([eb("state", "!=", "cancelled"), hasLeft]))
    .orderBy("counted_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  return rows.map(({ subject, ...row }) => ({ ...row, subject: readableSubject(subject) }));
}
