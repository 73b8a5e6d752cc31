/** What is done with letters in people's own words of which nobody knows how they went on. */
import type { Db } from "#db/connection.ts";

import { isToBeAsked } from "./leaving/ask-writers.server.ts";

/**
 * Those that wait for their turn go on waiting for it; while all letters are stopped none leaves. What was being given
 * back to its writer, or was due to be asked about, is taken for done: it is seconds' worth.
 * @returns how many wait
 */
export async function holdOwnLetters(tx: Db, now: Date): Promise<number> {
  await tx
    .updateTable("own_letter")
    .set({ state: "given-back" })
    .where("state", "=", "back")
    .execute();
  await tx.updateTable("own_letter").set({ asked_at: now }).where(isToBeAsked(now)).execute();
  const { waiting } = await tx
    .selectFrom("own_letter")
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return waiting;
}
