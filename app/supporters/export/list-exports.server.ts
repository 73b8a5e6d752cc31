/** The exports so far, for the page that makes them. */
import type { Db } from "#db/connection.ts";

/** The last hundred, newest first. */
export const listExports = (db: Db) =>
  db
    .selectFrom("supporter_export")
    .select(["id", "kind", "recipient", "reason", "people", "organiser_id", "created_at"])
    .select("ended_at")
    .orderBy("id", "desc")
    .limit(100)
    .execute();
