/** Moves a letter along its life; no other function writes its state. */
import type { Transaction, Updateable } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database, Row } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import type { Flash } from "../words/flash.ts";
import { deedOf, refusalOf, type Step } from "./life.ts";

type Tx = Transaction<Database>;
type Columns = Omit<Updateable<Database["letter"]>, "id" | "state">;

/** What a deed does beside the move: it refuses for a reason of its own, or it is done. */
type Work =
  | { said: Flash }
  | {
      said?: undefined;
      set?: Columns;
      /** For the audit log; the states, where nothing else is given. */
      record?: { before?: Json; after?: Json };
    };

/**
 * Locks the letter, says no where its state does not allow the deed, else does the work and moves it.
 * @param work is given the letter, locked and in a state that allows the deed
 */
export async function moveLetter(
  tx: Tx,
  id: number,
  name: Parameters<typeof deedOf>[0],
  work: (letter: Row<"letter">) => Promise<Work>,
): Promise<Deed> {
  const letter = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const refused = refusalOf(name, letter.state);
  if (refused) return { said: refused };
  const done = await work(letter);
  if (done.said !== undefined) return done;
  const { action, said, to } = deedOf(name);
  await stepLetter(tx, id, deedOf(name), done.set);
  const states = to === undefined ? {} : { before: letter.state, after: to };
  const record = done.record ?? states;
  return { said, changed: { action, subject: `letter ${id}`, ...record } };
}

/** The move alone. @returns whether the letter's state allowed it */
export async function stepLetter(
  tx: Db,
  id: number,
  { from, to }: Step,
  set: Columns = {},
): Promise<boolean> {
  const columns = to === undefined ? set : { ...set, state: to };
  if (Object.keys(columns).length === 0) return true;
  const { numUpdatedRows } = await tx
    .updateTable("letter")
    .set(columns)
    .where("id", "=", id)
    .where("state", "in", from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
