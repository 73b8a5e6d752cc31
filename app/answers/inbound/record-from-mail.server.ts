/** A mail from which an answer was recorded: it is kept beside it, and off the list of those to look at. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";

/**
 * @param deed of recording the answer; where nothing was recorded the mail stays as it is
 * @returns whether the mail is seen to
 */
export async function recordFromMail(
  tx: Transaction<Database>,
  deed: Deed,
  id: number,
  memberId: number,
  now: Date,
): Promise<boolean> {
  if (deed.said !== "stance-recorded" && deed.said !== "stance-earlier") return false;
  const { numUpdatedRows } = await tx
    .updateTable("inbound_mail")
    .set({ recorded_at: now })
    .where("id", "=", id)
    .where("member_id", "=", memberId)
    .where("kind", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
