/** Begins to send a letter: one snapshot of the totals, one copy for each member, all or nothing. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { liveTotals } from "./copy-facts.server.ts";
import { letterOf } from "./get-letter.server.ts";
import { listRecipients } from "./recipients.server.ts";

/**
 * The rows of the legislatures are held until the end, so that two letters about one demand do
 * not pass each other, and the letter's own, so that a second click finds it being sent.
 * @param how `live`: mail goes to members' own addresses; `reason`: why members are written to
 * who had a letter about a demand lately, empty to leave those out
 */
export async function sendLetter(
  tx: Transaction<Database>,
  id: number,
  how: { live: boolean; reason: string },
  now: Date,
) {
  const legislatures = await tx
    .selectFrom("legislature")
    .select("letters_stopped")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.state === "sending" || row.state === "sent") return { said: "sent-already" };
  if (row.state !== "approved") return { said: "not-approved" };
  if (legislatures.some((one) => one.letters_stopped)) return { said: "letters-stopped" };
  const letter = letterOf(row);
  const rehearsal = !how.live;
  const everyone = how.reason !== "";
  const recipients = await listRecipients(tx, letter, { rehearsal, everyone }, now);
  const copies = recipients.filter(({ leftOut }) => leftOut === null).length;
  if (copies === 0) return { said: "nobody" };
  await sql`insert into letter_total (letter_id, demand_id, place, signature_count)
            select ${id}::int, totals.* from (${liveTotals(letter.demandIds)}) totals`.execute(tx);
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
  await tx
    .updateTable("letter")
    .set({
      state: "sending",
      counted_at: now,
      next_at: now,
      rehearsal,
      override_reason: everyone ? how.reason : null,
    })
    .where("id", "=", id)
    .execute();
  return {
    said: "sending",
    changed: {
      action: "letter.send",
      subject: `letter ${id}`,
      before: letter.state,
      after: { copies, leftOut: recipients.length - copies, rehearsal, reason: how.reason },
    },
  };
}
