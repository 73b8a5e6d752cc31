/** Begins, pauses, resumes, stops or throws away a list; no other function but the pacer and the night moves one. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { type ListDeedName, listDeedOf } from "./life.ts";
import { takeBackInvites } from "./take-back.server.ts";

type Tx = Transaction<Database>;

export async function moveList(tx: Tx, id: number, name: ListDeedName, now: Date): Promise<Deed> {
  const { from, to, action, said, refused, stops } = listDeedOf(name);
  const { state, demand_id, begun_at } = await tx
    .selectFrom("invite_list")
    .select(["state", "demand_id", "begun_at"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!from.includes(state)) return { said: refused };
  if (name === "begin" && !(await isOpen(tx, demand_id))) return { said: "list-demand-closed" };
  if (stops) await takeBackInvites(tx, id);
  const isOver = to === "cancelled" || to === "dropped";
  // what is with the mail service at this moment keeps its row until it is settled
  if (isOver)
    await tx.deleteFrom("invite").where("list_id", "=", id).where("mail_id", "is", null).execute();
  await tx
    .updateTable("invite_list")
    .set({
      state: to,
      ...(to === "running" && { begun_at: begun_at ?? now, next_at: now }),
      ...(isOver && { finished_at: now }),
    })
    .where("id", "=", id)
    .execute();
  return { said, changed: { action, subject: `list ${id}`, before: state, after: to } };
}

/** Every list that is being invited is held. @returns their number */
export async function pauseLists(tx: Tx, now: Date): Promise<number> {
  const lists = await tx
    .selectFrom("invite_list")
    .select("id")
    .where("state", "=", "running")
    .orderBy("id")
    .execute();
  for (const { id } of lists) await moveList(tx, id, "pause", now);
  return lists.length;
}

async function isOpen(tx: Tx, demandId: number): Promise<boolean> {
  const { state } = await tx
    .selectFrom("demand")
    .select("state")
    .where("id", "=", demandId)
    .executeTakeFirstOrThrow();
  return state === "open";
}
