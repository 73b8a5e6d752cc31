/** The mails of the `mailbox` transport, for the machine's own user. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import type { RequestContext } from "../context.server.ts";
import { answer } from "./answers.server.ts";

const NEWEST = 500;

/** @throws the 404 page unless mail goes to the mailbox and the visitor is this machine */
export function requireMailbox({ config, isThisMachine }: RequestContext): void {
  const isShown = config.mail.transport === "mailbox" && isThisMachine;
  if (!isShown) throw answer(404);
}

/** Newest first: all to one address, or the newest of everybody. */
export async function listMails(db: Db, to: string): Promise<Row<"mailbox">[]> {
  let query = db
    .selectFrom("mailbox")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc");
  query = to === "" ? query.limit(NEWEST) : query.where("recipient", "=", to);
  return query.execute();
}
