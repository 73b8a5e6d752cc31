/** Makes the letter of one copy by which another goes out again, with the totals as they stand. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { countAndCopy } from "../leaving/count-and-copy.server.ts";
import { isPartOfApproval, keepApproval } from "../drafting/approval.server.ts";
import { seenOf } from "../drafting/seen.server.ts";
import { letterOf } from "../get-letter.server.ts";
import type { Letter } from "../letter.ts";
import { listRecipients } from "../recipients.server.ts";
import type { Repeatable } from "./repeatable.server.ts";
import type { MemberStanding } from "./standings.server.ts";

type Tx = Transaction<Database>;

/** A letter that is to go out again to a member, and why. */
export type Due = Repeatable & MemberStanding;

const HOUR = 3_600_000;

/**
 * The copies of a letter's repeats share its pace: so many an hour. The transaction holds the houses.
 * @returns the letter's id; undefined where the member cannot be reached, an address or a title is another than was
 * approved, or the letter's hour is full
 */
export async function makeRepeat(tx: Tx, due: Due, now: Date): Promise<number | undefined> {
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", due.letterId)
    .where("state", "in", ["sending", "sent"])
    .where("repeatable", "=", true)
    .forShare()
    .executeTakeFirst();
  if (!row || (await countSince(tx, due.letterId, now)) >= row.per_hour) return undefined;
  const wish = { ...letterOf(row), id: 0, audience: toOne(due.memberId) };
  const how = { rehearsal: row.rehearsal, everyone: false };
  const recipients = await listRecipients(tx, wish, how, now);
  if (recipients.length !== 1 || recipients[0]!.leftOut !== null) return undefined;
  const seen = await seenOf(tx, wish, recipients, row.rehearsal);
  if (!(await isPartOfApproval(tx, due.letterId, seen))) return undefined;
  const { id } = await tx
    .insertInto("letter")
    .values({
      ...{ subject: row.subject, body: row.body, demand_ids: row.demand_ids },
      ...{ audience: JSON.stringify(wish.audience), per_hour: row.per_hour },
      ...{ send_window: row.send_window, rehearsal: row.rehearsal, state: "sending" },
      ...{ created_by: row.created_by, approved_by: row.approved_by },
      ...{ created_at: now, approved_at: row.approved_at, counted_at: now, next_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("letter_repeat")
    .values({
      ...{ letter_id: id, repeat_of: due.letterId, member_id: due.memberId },
      ...{ demand_id: due.demandId, after_letter_id: due.after },
      ...{ rehearsal: row.rehearsal, made_at: now },
    })
    .execute();
  const letter: Letter = { ...wish, id };
  await keepApproval(tx, id, seen);
  await countAndCopy(tx, letter, recipients);
  return id;
}

const toOne = (memberId: number) => ({ to: "members" as const, members: [memberId] });

async function countSince(tx: Tx, letterId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from letter_repeat
     where repeat_of = ${letterId} and made_at > ${new Date(now.getTime() - HOUR)}`.execute(tx);
  return rows[0]!.count;
}
