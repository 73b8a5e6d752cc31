/** The subject under which members were written to last. */
import type { Db } from "#db/connection.ts";

import { counts } from "../copy-queries.server.ts";

/**
 * As it was typed, its fields in it.
 * @param live mail goes to members' own addresses: then no rehearsal counts
 */
export async function getLastSubject(db: Db, live: boolean): Promise<string | undefined> {
  const last = await db
    .selectFrom("letter as l")
    .select("subject")
    .where("counted_at", "is not", null)
    .where(counts(!live))
    .orderBy("counted_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.subject;
}
