/** The email that a path names. */
import { getInbound } from "../../answers/inbound/list-mails.server.ts";
import type { RequestContext } from "../../context.server.ts";
import { answer } from "../answers.server.ts";
import { readMailId } from "./recorded-mail.server.ts";

/** @throws 404 where there is none */
export async function requireInbound(
  { db, keys }: Pick<RequestContext, "db" | "keys">,
  id: string | undefined,
) {
  const number = readMailId(id ?? null);
  const mail = number === undefined ? undefined : await getInbound(db, keys, number);
  if (!mail) throw answer(404);
  return mail;
}
