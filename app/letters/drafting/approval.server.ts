/** What was approved of a letter: kept with the approval, and compared before anything is sent. */
import * as v from "valibot";

import type { Db } from "#db/connection.ts";

import type { Letter } from "../letter.ts";
import { listRecipients, type Recipient } from "../recipients.server.ts";
import { type Difference, differences } from "./differences.ts";
import { draftVersion, type Seen, seenOf, textIn } from "./seen.server.ts";
import { membersIn, parts } from "./seen.ts";

export async function keepApproval(tx: Db, letterId: number, seen: Seen): Promise<void> {
  const row = { version: seen.version, parts: JSON.stringify(seen.parts) };
  await tx
    .insertInto("letter_approval")
    .values({ letter_id: letterId, ...row })
    .onConflict((conflict) => conflict.column("letter_id").doUpdateSet(row))
    .execute();
}

/** @returns undefined where none was given, or by a version of the program that kept nothing of it */
async function getApproval(db: Db, letterId: number): Promise<Seen | undefined> {
  const row = await db
    .selectFrom("letter_approval")
    .select(["version", "parts"])
    .where("letter_id", "=", letterId)
    .executeTakeFirst();
  return row && { version: row.version, parts: v.parse(parts, row.parts) };
}

/** Whether all that is seen was seen when a letter was approved, on a list that may have been longer. */
export async function isPartOfApproval(
  db: Db,
  letterId: number,
  { parts }: Pick<Seen, "parts">,
): Promise<boolean> {
  const approved = (await getApproval(db, letterId))?.parts ?? [];
  return parts.every(({ key, what, value }) =>
    approved.some((one) => one.key === key && one.what === what && one.value === value),
  );
}

/**
 * A letter for those whom its approval was for: a number that had to be passed was passed, or was not;
 * signatures that come later put nobody on the list.
 */
function boundBy(approval: Seen | undefined, letter: Letter): Letter {
  if (letter.audience.to !== "threshold" || !approval) return letter;
  return { ...letter, audience: { to: "members", members: membersIn(approval.parts) } };
}

const approvalOf = async (db: Db, { id, state }: Letter) =>
  state === "approved" ? getApproval(db, id) : undefined;

/** The letter itself, for those whom it is for once it is approved. */
export const asApproved = async (db: Db, letter: Letter): Promise<Letter> =>
  boundBy(await approvalOf(db, letter), letter);

/** A letter with its list as they stand, and what is otherwise than it was approved. */
export interface Look {
  seen: Seen;
  recipients: Recipient[];
  /** Empty for what is no longer, or not yet, approved. */
  changed: Difference[];
}

/** @param how as for `listRecipients` */
export async function lookAt(
  db: Db,
  letter: Letter,
  how: { rehearsal: boolean; everyone: boolean },
  now: Date,
): Promise<Look> {
  const approval = await approvalOf(db, letter);
  const recipients = await listRecipients(db, boundBy(approval, letter), how, now);
  const seen = await seenOf(db, letter, recipients, how.rehearsal);
  const changed = letter.state === "approved" ? sinceApproval(letter, approval, seen) : [];
  return { seen, recipients, changed };
}

function sinceApproval(letter: Letter, approval: Seen | undefined, now: Seen): Difference[] {
  if (!approval)
    return [{ what: "What was approved", was: null, is: "the text and the list below" }];
  const found = differences(approval.parts, now.parts);
  if (textIn(approval.version) !== draftVersion(letter))
    found.unshift({ what: "The letter", was: null, is: "the text below" });
  return found;
}
