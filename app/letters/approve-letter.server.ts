/** A second organiser says that a letter may go; a lone one says so alone. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

/** `approve-other`: its author cannot approve it while somebody else could. */
export async function approveLetter(
  tx: Transaction<Database>,
  id: number,
  organiserId: number,
  now: Date,
) {
  const letter = await tx
    .selectFrom("letter")
    .select(["state", "created_by"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (letter.state !== "draft") return { said: "not-draft" };
  if (letter.created_by === organiserId) {
    const another = await tx
      .selectFrom("organiser")
      .select("id")
      .where("id", "<>", organiserId)
      .where("role", "in", ["owner", "organiser"])
      .limit(1)
      .executeTakeFirst();
    if (another) return { said: "approve-other" };
  }
  await tx
    .updateTable("letter")
    .set({ state: "approved", approved_by: organiserId, approved_at: now })
    .where("id", "=", id)
    .execute();
  return {
    said: "approved",
    changed: {
      action: "letter.approve",
      subject: `letter ${id}`,
      before: letter.state,
      after: "approved",
    },
  };
}
