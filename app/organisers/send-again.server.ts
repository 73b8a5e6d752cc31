/** A person decides that mails of which nobody knows whether they left are sent again. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import type { MailHearer } from "#emails/hearer.ts";
import { listUnknown, sendUnknownAgain } from "#emails/send-unknown-again.ts";

import { isAnyHeld } from "../letters/held.server.ts";
import { isAnyListHeld } from "../supporters/lists/held.server.ts";
import { isAnyUpdateHeld } from "../updates/held.server.ts";
import type { Deed } from "../words/deed.ts";
import { endTask, lockTask } from "./tasks.server.ts";

/**
 * Ends a task `mail-unknown` by queueing its mails anew. Those of a letter, an update or a list that is held
 * or stopped stay: then nothing of the batch goes, and the task remains.
 */
export async function sendMailAgain(
  tx: Transaction<Database>,
  hearer: MailHearer,
  id: number,
  now: Date,
): Promise<Deed> {
  const batch = await lockTask(tx, id, "mail-unknown");
  if (batch === undefined) return { said: "task-gone" };
  const unknown = await listUnknown(tx, batch);
  const held =
    (await isAnyUpdateHeld(tx, unknown)) ||
    (await isAnyListHeld(tx, unknown)) ||
    (await isAnyHeld(tx, unknown));
  if (held) return { said: "letter-held" };
  const mails = await sendUnknownAgain(tx, hearer, batch, now);
  await endTask(tx, id, now);
  const changed = { action: "mail.send-again", subject: `batch ${batch}`, after: { mails } };
  return { said: mails > 0 ? "sent-again" : "none-unknown", changed };
}
