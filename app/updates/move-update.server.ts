/** Moves an update along its life; no other function writes its state. */
import { sql, type Transaction, type Updateable } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database, Row } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import type { Flash } from "../words/flash.ts";
import { type DeedName, deedOf, refusalOf, type Step } from "./life.ts";

type Tx = Transaction<Database>;
type Columns = Omit<Updateable<Database["supporter_update"]>, "id" | "state">;

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
 * Locks the update, says no where its state does not allow the deed, else does the work and moves it.
 * @param work is given the update, locked and in a state that allows the deed
 */
export async function moveUpdate(
  tx: Tx,
  id: number,
  name: DeedName,
  work: (update: Row<"supporter_update">) => Promise<Work>,
): Promise<Deed> {
  const update = await lockUpdate(tx, id);
  const refused = refusalOf(name, update.state);
  if (refused) return { said: refused };
  const done = await work(update);
  if (done.said !== undefined) return done;
  const { action, said, to } = deedOf(name);
  await stepUpdate(tx, id, deedOf(name), done.set);
  const states = to === undefined ? {} : { before: update.state, after: to };
  const record = done.record ?? states;
  return { said, changed: { action, subject: `update ${id}`, ...record } };
}

/** Until the transaction ends nothing is done to it, and nothing is written of its mails. */
export async function lockUpdate(tx: Tx, id: number): Promise<Row<"supporter_update">> {
  return tx
    .selectFrom("supporter_update")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The move alone. @returns whether the update's state allowed it */
export async function stepUpdate(
  tx: Db,
  id: number,
  { from, to }: Step,
  set: Columns = {},
): Promise<boolean> {
  const columns = to === undefined ? set : { ...set, state: to };
  if (Object.keys(columns).length === 0) return true;
  const { numUpdatedRows } = await tx
    .updateTable("supporter_update")
    .set(columns)
    .where("id", "=", id)
    .where("state", "in", from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Those whose mails these are, locked in the order of their ids: it comes before any row of a mail. */
export async function lockUpdatesOf(tx: Db, mails: readonly string[]) {
  return tx
    .selectFrom("supporter_update")
    .select(["id", "state"])
    .where("id", "in", (eb) =>
      eb
        .selectFrom("supporter_mail")
        .select("update_id")
        .where(sql<boolean>`mail_id = any (${mails}::uuid[])`),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
}
