/** What owners are told when an invitation does not arrive. */
import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";
import { invitationsAmong } from "#emails/outbox.ts";

import { keepTask } from "../tasks.server.ts";
import { forgetBounce } from "./came-back.server.ts";

/** An invitation that comes back is a task, until it is mailed again, taken back, or heard to have arrived. */
export async function hearInvitations(
  tx: Db,
  fates: readonly MailFate[],
  now: Date,
): Promise<void> {
  const ids = fates.map(({ id }) => id);
  const invitations = await invitationsAmong(tx, ids);
  for (const { id, state, problem } of fates) {
    const subject = invitations.get(id);
    if (subject === undefined) continue;
    const isBack = state === "bounced" || state === "failed";
    if (state === "delivered") await forgetBounce(tx, subject, now);
    if (!isBack || !(await isOpen(tx, subject))) continue;
    const data = { problem: problem ?? state };
    await keepTask(tx, { kind: "invitation-bounced", subject, data }, true, now);
  }
}

async function isOpen(tx: Db, invitation: string): Promise<boolean> {
  const open = await tx
    .selectFrom("organiser_invitation")
    .select("id")
    .where("id", "=", invitation)
    .executeTakeFirst();
  return open !== undefined;
}
