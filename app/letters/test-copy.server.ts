/** The test copy of a letter, which goes to an organiser. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../keys.server.ts";
import { sealTo } from "../mail/seal-to.server.ts";
import type { Deed } from "../words/deed.ts";
import { letterOf } from "./get-letter.server.ts";
import { asSent } from "./letter.ts";
import { moveLetter } from "./move-letter.server.ts";
import { getCopy } from "./preview-copy.server.ts";
import { listRecipients } from "./recipients.server.ts";

/**
 * Mails the first member's copy to the organiser alone.
 * @param address the organiser's own
 * @param live mail goes to members' own addresses
 */
export async function mailTestCopy(
  tx: Transaction<Database>,
  keys: Keys,
  id: number,
  address: string,
  now: Date,
  live: boolean,
): Promise<Deed> {
  return moveLetter(tx, id, "test", async (row) => {
    const letter = asSent(letterOf(row), live);
    const [first] = await listRecipients(tx, letter, { rehearsal: true, everyone: true }, now);
    const copy = first && (await getCopy(tx, letter, first.memberId));
    if (!copy) return { said: "nobody" };
    const params = { letter: id, ...copy };
    await enqueue(tx, [{ kind: "letter-test", params, envelope: sealTo(keys, address, now) }], now);
    return {};
  });
}
