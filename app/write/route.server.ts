/** Whether letters in people's own words go to a member: organisers or the member themself say so. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { lockMember } from "../members/contacts.server.ts";
import type { Deed } from "../words/deed.ts";

export async function takesOwnWords(db: Db, memberId: number): Promise<boolean> {
  const row = await db
    .selectFrom("own_letter_route")
    .select("is_open")
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row?.is_open ?? true;
}

/** Letters that wait go back to their writers; those that have left have left. */
export async function setOwnWords(
  tx: Transaction<Database>,
  memberId: number,
  open: boolean,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const said = open ? "own-words-on" : "own-words-off";
  if ((await takesOwnWords(tx, memberId)) === open) return { said };
  await tx
    .insertInto("own_letter_route")
    .values({ member_id: memberId, is_open: open })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet({ is_open: open }))
    .execute();
  const action = open ? "member.own-words-on" : "member.own-words-off";
  const changed = { action, subject: `member ${memberId}`, before: !open, after: open };
  return { said, changed };
}
