/** An organiser has read a held letter: it goes on, or back to its writer with the reason. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import type { Deed } from "../../words/deed.ts";
import { openOwnLetter } from "../../signatures/own-letters/open.server.ts";
import { sealOwn } from "../sealed.server.ts";
import { heedNoneHeld, type HeldTasks } from "./tell-held.server.ts";

type Tx = Transaction<Database>;

interface Tools {
  keys: Keys;
  tasks: HeldTasks;
}

/** The audit log has neither the text nor the reason, which speaks of it. */
const changed = (action: string, id: string) => ({ action, subject: `letter ${id}` });

export async function releaseHeld(
  tx: Tx,
  { keys, tasks }: Tools,
  id: string,
  now: Date,
): Promise<Deed> {
  if (!(await lockHeld(tx, keys, id))) return { said: "own-gone" };
  await tx
    .updateTable("own_letter")
    .set({ state: "waiting", why: null })
    .where("id", "=", id)
    .execute();
  await heedNoneHeld(tx, tasks, now);
  return { said: "own-released", changed: changed("own-letter.release", id) };
}

/** @param reason in the organiser's words: its writer reads it */
export async function refuseHeld(
  tx: Tx,
  { keys, tasks }: Tools,
  id: string,
  reason: string,
  now: Date,
): Promise<Deed> {
  const letter = await lockHeld(tx, keys, id);
  if (!letter) return { said: "own-gone" };
  await tx
    .updateTable("own_letter")
    .set({
      ...{ state: "back" as const, why: "refused" as const },
      ...sealOwn(keys, id, { ...letter, refusal: reason }),
    })
    .where("id", "=", id)
    .execute();
  await heedNoneHeld(tx, tasks, now);
  return { said: "own-refused", changed: changed("own-letter.refuse", id) };
}

async function lockHeld(tx: Tx, keys: Keys, id: string) {
  const row = await tx
    .selectFrom("own_letter")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "held")
    .forUpdate()
    .executeTakeFirst();
  return row && openOwnLetter(keys, row);
}
