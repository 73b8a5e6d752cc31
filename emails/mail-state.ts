/** What has become of one mail, for who asked for it. */
import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";

/** @returns undefined once it is forgotten */
export async function getMailState(
  db: Db,
  id: string,
): Promise<{ state: MailState; problem: string | null } | undefined> {
  return db
    .selectFrom("mail_message")
    .select(["state", "problem"])
    .where("id", "=", id)
    .executeTakeFirst();
}
