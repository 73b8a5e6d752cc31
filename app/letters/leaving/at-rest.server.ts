/** After letters were stopped: waits until what was being handed over at that moment has left. */
import type { Db } from "#db/connection.ts";
import { lettersAtRest } from "#emails/dispatch/leaving.ts";

import type { Deed } from "../../words/deed.ts";

/** @param done what stopped letters, committed; unless it says otherwise, none leaves from now on */
export async function atRest(db: Db, done: Deed): Promise<Deed> {
  if (!done.changed || (await lettersAtRest(db))) return done;
  return { ...done, said: "still-leaving" };
}
