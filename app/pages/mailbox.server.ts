/** The mails of the `mailbox` transport, for the machine's own user. */
import { listMailbox } from "#emails/list-mailbox.ts";

import type { RequestContext } from "../context.server.ts";
import { answer } from "./answers.server.ts";

/**
 * The mails to the address in the query, or the newest of everybody.
 * @throws the 404 page unless mail goes to the mailbox and the visitor is this machine
 */
export async function readMailbox({ config, db, isThisMachine }: RequestContext, request: Request) {
  const isShown = config.mail.transport === "mailbox" && isThisMachine;
  if (!isShown) throw answer(404);
  return listMailbox(db, new URL(request.url).searchParams.get("to") ?? "");
}
