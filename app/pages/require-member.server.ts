/** The member that an organisers' path names. */
import type { RequestContext } from "../context.server.ts";
import { getMemberContacts } from "../members/contacts.server.ts";
import { answer } from "./answers.server.ts";

/** @throws the 404 page */
export async function requireMember({ db }: Pick<RequestContext, "db">, id: string | undefined) {
  const member = /^[1-9]\d{0,8}$/.test(id ?? "")
    ? await getMemberContacts(db, Number(id))
    : undefined;
  if (!member) throw answer(404);
  return member;
}
