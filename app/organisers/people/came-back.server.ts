/** The invitations that came back, each a task while nobody has seen to it. */
import type { Db } from "#db/connection.ts";

import { dropTask } from "../tasks.server.ts";

const kind = "invitation-bounced";

export async function listCameBack(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom("organiser_task")
    .select("subject")
    .where("kind", "=", kind)
    .where("done_at", "is", null)
    .execute();
  return new Set(rows.map(({ subject }) => subject));
}

/** The invitation was mailed again, or is none any more. */
export const forgetBounce = (tx: Db, invitation: string, now: Date): Promise<void> =>
  dropTask(tx, { kind, subject: invitation }, now);

/** Invitations go with the owner who made them, too. */
export async function endStrayTasks(db: Db, now: Date): Promise<void> {
  const tasks = await listCameBack(db);
  const kept = await db.selectFrom("organiser_invitation").select("id").execute();
  for (const invitation of tasks.difference(new Set(kept.map(({ id }) => id))))
    await forgetBounce(db, invitation, now);
}
