/** Dissolution: addresses die that day. One press stops all letters, another allows them again. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { pauseLetter } from "./pause-letter.server.ts";

type Tx = Transaction<Database>;

/** Every letter on its way is held, and none begins. */
export async function stopLetters(tx: Tx): Promise<Deed> {
  await sql`select from legislature order by id for no key update`.execute(tx);
  await tx.updateTable("legislature").set({ letters_stopped: true }).execute();
  const letters = await tx
    .selectFrom("letter")
    .select("id")
    .where("state", "=", "sending")
    .orderBy("id")
    .execute();
  for (const { id } of letters) await pauseLetter(tx, id);
  const changed = { action: "letters.stop", subject: "all letters", after: letters.length };
  return { said: "stopped", changed };
}

/** Letters that were held stay so until somebody lets each go on. */
export async function allowLetters(tx: Tx): Promise<Deed> {
  await tx.updateTable("legislature").set({ letters_stopped: false }).execute();
  return { said: "allowed", changed: { action: "letters.allow", subject: "all letters" } };
}

/** How many letters are in this state, and how many of their copies have not left. */
export async function countHeld(
  db: Db,
  state: "sending" | "paused",
): Promise<{ letters: number; waiting: number }> {
  return db
    .selectFrom("letter")
    .leftJoin("letter_copy as copy", (join) =>
      join.onRef("copy.letter_id", "=", "letter.id").on("copy.state", "in", ["waiting", "queued"]),
    )
    .select((eb) => [
      eb.fn.count<number>("letter.id").distinct().as("letters"),
      eb.fn.count<number>("copy.member_id").as("waiting"),
    ])
    .where("letter.state", "=", state)
    .executeTakeFirstOrThrow();
}
