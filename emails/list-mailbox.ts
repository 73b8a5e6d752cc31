/** Reads the mails that the `mailbox` transport has kept. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

const newest = 500;

/** Newest first: all to one address, or the newest of everybody where `to` is empty. */
export async function listMailbox(db: Db, to: string): Promise<Row<"mailbox">[]> {
  let query = db
    .selectFrom("mailbox")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc");
  query = to === "" ? query.limit(newest) : query.where("recipient", "=", to);
  return query.execute();
}
