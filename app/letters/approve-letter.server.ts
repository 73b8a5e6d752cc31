/** A second organiser says that a letter may go; a lone one says so alone. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { keepApproval, lookAt } from "./drafting/approval.server.ts";
import { membersIn } from "./drafting/seen.ts";
import { letterOf } from "./get-letter.server.ts";
import type { Recipient } from "./recipients.server.ts";
import { listUnfilled } from "./unfilled.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { mayGetOne } from "./recipients.server.ts";
import { unscheduled } from "./unscheduled.ts";

type Tx = Transaction<Database>;

/**
 * `approve-other`: its author cannot approve it while somebody else could. `approve-stale`: text,
 * recipients or addresses are otherwise than they were seen. Nor can anybody approve a letter that no
 * member would get, not even with a reason to write again so soon, nor one that would leave unfilled. What is approved already can be
 * approved anew, once something of it has changed.
 * @param saw the version of what the approver saw (`lookAt`)
 * @param live mail goes to members' own addresses
 */
export async function approveLetter(
  tx: Tx,
  id: number,
  organiserId: number,
  saw: string | undefined,
  live: boolean,
  now: Date,
): Promise<Deed> {
  return moveLetter(tx, id, "approve", async (row) => {
    const letter = letterOf(row);
    const how = { rehearsal: !live, everyone: true };
    const { seen, recipients, changed } = await lookAt(tx, letter, how, now);
    const isSeen = saw === seen.version;
    if (isSeen && row.state === "approved" && changed.length === 0) return { said: "approved" };
    if (letter.createdBy === organiserId && (await isAnotherThere(tx, organiserId)))
      return { said: "approve-other" };
    if (!isSeen) return { said: "approve-stale" };
    if (recipients.every(({ leftOut }) => leftOut !== null)) return { said: whyNobody(recipients) };
    const reached = recipients.filter(mayGetOne);
    if ((await listUnfilled(tx, letter, reached)).length > 0) return { said: "approve-unfilled" };
    await keepApproval(tx, id, seen);
    const after = { version: seen.version, members: membersIn(seen.parts).length };
    return {
      // a time was set for what was approved before
      set: { approved_by: organiserId, approved_at: now, ...unscheduled },
      record: { before: row.state, after },
    };
  });
}

function whyNobody(recipients: readonly Recipient[]) {
  if (recipients.length === 0) return "approve-nobody";
  const isAsked = recipients.some(
    ({ leftOut }) => leftOut === "asked-not" || leftOut === "not-yet",
  );
  return isAsked ? "approve-asked-not" : "approve-no-address";
}

async function isAnotherThere(tx: Tx, organiserId: number): Promise<boolean> {
  const another = await tx
    .selectFrom("organiser")
    .select("id")
    .where("id", "<>", organiserId)
    .where("role", "in", ["owner", "organiser"])
    .limit(1)
    .executeTakeFirst();
  return another !== undefined;
}
