/** Keeps how often a member wants to be written to, as they said by the link in their copy. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { lockMember } from "../../members/contacts.server.ts";
import type { Change } from "../../words/deed.ts";
import type { TaskFacts } from "../../words/tasks.ts";
import { leaveOut, takeIn } from "../leaving/leave-out.server.ts";
import { holdHouses } from "../send-letter.server.ts";
import { type Cadence, isSameCadence, thresholdOf } from "./cadence.ts";
import { getCadence } from "./get-cadence.server.ts";

/** What the organisers' room does with it. */
interface Office {
  keep: (tx: Db, task: TaskFacts & { subject: string }, again: boolean, now: Date) => Promise<void>;
  drop: (tx: Db, task: { kind: TaskFacts["kind"]; subject: string }, now: Date) => Promise<void>;
  write: (tx: Db, organiser: null, change: Change, now: Date) => Promise<void>;
}

/**
 * `never` holds at once, for copies under way too, and organisers are told; whoever takes it back gets the copies
 * that still wait, unless an organiser has noted that they are not to be written to.
 * @returns whether it is another choice than before
 */
export async function setCadence(
  tx: Transaction<Database>,
  office: Office,
  memberId: number,
  cadence: Cadence,
  now: Date,
): Promise<boolean> {
  // while a letter begins to be sent, nobody can tell whether it goes to the member
  await holdHouses(tx);
  await lockMember(tx, memberId);
  const { cadence: before, setAt } = await getCadence(tx, memberId);
  if (setAt !== null && isSameCadence(before, cadence)) return false;
  const row = { choice: cadence.choice, threshold: thresholdOf(cadence), set_at: now };
  await tx
    .insertInto("member_cadence")
    .values({ member_id: memberId, ...row })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet(row))
    .execute();
  const task = { kind: "member-never", subject: String(memberId) } as const;
  if (cadence.choice === "never") {
    await leaveOut(tx, memberId);
    await office.keep(tx, { ...task, data: { member: memberId } }, true, now);
  } else if (before.choice === "never") {
    await office.drop(tx, task, now);
    await takeIn(tx, memberId, now);
  }
  const change = {
    action: "member.cadence",
    subject: `member ${memberId}`,
    before: setAt === null ? null : { ...before },
    after: { ...cadence },
  };
  await office.write(tx, null, change, now);
  return true;
}
