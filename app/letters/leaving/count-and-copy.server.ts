/** What a letter begins with when it is sent: one snapshot of the totals, one copy for each member. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { liveTotals } from "../copy-facts.server.ts";
import type { Letter } from "../letter.ts";
import type { Recipient } from "../recipients.server.ts";

/** @param recipients all that the letter is for: those who are left out have a copy that says why */
export async function countAndCopy(
  tx: Db,
  { id, demandIds }: Pick<Letter, "id" | "demandIds">,
  recipients: readonly Recipient[],
): Promise<void> {
  await sql`
    insert into letter_total (letter_id, demand_id, place, signature_count)
    select ${id}::int, totals.* from (${liveTotals(demandIds)}) totals`.execute(tx);
  await tx
    .insertInto("letter_copy")
    .values(
      recipients.map(({ memberId, areaCode, hasAddress, leftOut }, position) => ({
        letter_id: id,
        member_id: memberId,
        area_code: areaCode,
        position,
        has_address: hasAddress,
        state: leftOut ?? "waiting",
      })),
    )
    .execute();
}
