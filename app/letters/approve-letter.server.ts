/** A second organiser says that a letter may go; a lone one says so alone. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { letterOf } from "./get-letter.server.ts";
import { listRecipients } from "./recipients.server.ts";

/**
 * `approve-other`: its author cannot approve it while somebody else could. Nor can anybody approve a
 * letter that no member would get, not even with a reason to write again so soon.
 * @param live mail goes to members' own addresses
 */
export async function approveLetter(
  tx: Transaction<Database>,
  id: number,
  organiserId: number,
  live: boolean,
  now: Date,
) {
  const letter = await tx
    .selectFrom("letter")
    .selectAll()
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
  const wish = letterOf(letter);
  const recipients = await listRecipients(tx, wish, { rehearsal: !live, everyone: true }, now);
  if (recipients.every(({ leftOut }) => leftOut !== null))
    return { said: recipients.length === 0 ? "approve-nobody" : "approve-no-address" };
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
