/** The organiser that a path names, or the one who asks. */
import type { RequestContext } from "../context.server.ts";
import { getPerson } from "../organisers/people/person.server.ts";
import { answer } from "./answers.server.ts";

type Context = Pick<RequestContext, "db" | "keys" | "clock">;

/** @throws the 404 page */
export async function requirePerson({ db, keys, clock }: Context, id: string | undefined) {
  const isNumber = /^[1-9]\d{0,8}$/.test(id ?? "");
  const person = isNumber ? await getPerson(db, keys, Number(id), clock()) : undefined;
  if (!person) throw answer(404);
  return person;
}
