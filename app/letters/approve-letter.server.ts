/** A second organiser says that a letter may go; a lone one says so alone. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { letterOf } from "./get-letter.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { listRecipients } from "./recipients.server.ts";

type Tx = Transaction<Database>;

/**
 * `approve-other`: its author cannot approve it while somebody else could. Nor can anybody approve a
 * letter that no member would get, not even with a reason to write again so soon.
 * @param live mail goes to members' own addresses
 */
export async function approveLetter(
  tx: Tx,
  id: number,
  organiserId: number,
  live: boolean,
  now: Date,
): Promise<Deed> {
  return moveLetter(tx, id, "approve", async (letter) => {
    if (letter.created_by === organiserId && (await isAnotherThere(tx, organiserId)))
      return { said: "approve-other" };
    const how = { rehearsal: !live, everyone: true };
    const recipients = await listRecipients(tx, letterOf(letter), how, now);
    if (recipients.every(({ leftOut }) => leftOut !== null))
      return { said: recipients.length === 0 ? "approve-nobody" : "approve-no-address" };
    return { set: { approved_by: organiserId, approved_at: now } };
  });
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
