/** After a list was stopped: waits until what was being handed over at that moment has left. */
import type { Db } from "#db/connection.ts";
import { lettersAtRest } from "#emails/dispatch/leaving.ts";

import type { Deed } from "../../words/deed.ts";
import { type ListDeedName, listDeedOf } from "./life.ts";

/** @param done what was done to the list, committed; unless it says otherwise, none leaves from now on */
export async function listAtRest(db: Db, name: ListDeedName, done: Deed): Promise<Deed> {
  if (!done.changed || !listDeedOf(name).stops || (await lettersAtRest(db))) return done;
  return { ...done, said: "list-still-leaving" };
}
